export { activityRoutes } from './activity-routes.ts';
export { type ApiOptions, addApi } from './add-api.ts';
export { ApiProblem } from './api-problem.ts';
export { type ApiRoute, route } from './route.ts';
export { sessionRoute } from './session-route.ts';
