import type { ActivityLog } from '../activity/index.ts';
import { type ApiRoute, activityRoutes, sessionRoute } from '../server/index.ts';

/** What the routes are answered from. */
export interface ApiSources {
  readonly activity: ActivityLog;
}

/**
 * Every route below `/api/v1`: what the server answers and the OpenAPI document says. The routes themselves stand in
 * `server/api/`, one file a family, each handed what it needs from here.
 */
export function apiRoutes({ activity }: ApiSources): readonly ApiRoute[] {
  return [sessionRoute, ...activityRoutes(activity)];
}
