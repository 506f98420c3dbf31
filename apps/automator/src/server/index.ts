export { buildServer, type Readiness, type ServerOptions } from './build-server.ts';
