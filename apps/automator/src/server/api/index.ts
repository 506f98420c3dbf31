export { type Actions, actionRoutes } from './action-routes.ts';
export { activityRoutes } from './activity-routes.ts';
export { addApi } from './add-api.ts';
export { ApiProblem } from './api-problem.ts';
export { changeSetRoutes } from './change-set-routes.ts';
export { configRepoRoute } from './config-repo-route.ts';
export { type ImageSource, imageRoutes } from './image-routes.ts';
export { type ApiRoute, route } from './route.ts';
export { sessionRoute } from './session-route.ts';
