export {
  type Actions,
  ApiProblem,
  type ApiRoute,
  actionRoutes,
  activityRoutes,
  changeSetRoutes,
  configRepoRoute,
  healthRoute,
  type ImageSource,
  imageRoutes,
  sessionRoute,
} from './api/index.ts';
export { buildServer, type Readiness, type ServerOptions } from './build-server.ts';
export { revealSecrets, revealWebhook } from './reveal-webhook.ts';
