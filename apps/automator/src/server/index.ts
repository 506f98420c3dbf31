export { type ApiRoute, activityRoutes, sessionRoute } from './api/index.ts';
export { buildServer, type Readiness, type ServerOptions } from './build-server.ts';
export { revealWebhook } from './reveal-webhook.ts';
