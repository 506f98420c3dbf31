import type { ConfigRepo, Health } from '@deployment-automator/api-schema';
import type { ActivityLog } from '../activity/index.ts';
import type { ChangeSets } from '../change-sets/index.ts';
import {
  type Actions,
  type ApiRoute,
  actionRoutes,
  activityRoutes,
  changeSetRoutes,
  configRepoRoute,
  healthRoute,
  type ImageSource,
  imageRoutes,
  sessionRoute,
} from '../server/index.ts';

/** What the routes are answered from. */
export interface ApiSources {
  readonly images: ImageSource;
  readonly configRepos: () => Promise<ConfigRepo[]>;
  readonly changeSets: ChangeSets;
  readonly health: () => Promise<Health>;
  readonly actions: Actions;
  readonly activity: ActivityLog;
}

/**
 * Every route below `/api/v1`: what the server answers and the OpenAPI document says. The routes themselves stand in
 * `server/api/`, one file a family, each handed what it needs from here.
 */
export function apiRoutes({
  images,
  configRepos,
  changeSets,
  health,
  actions,
  activity,
}: ApiSources): readonly ApiRoute[] {
  return [
    sessionRoute,
    ...imageRoutes(images),
    configRepoRoute(async ({ offset, limit }) => {
      const all = await configRepos();
      return { items: all.slice(offset, offset + limit), total: all.length, offset, limit };
    }),
    healthRoute(health),
    ...changeSetRoutes(changeSets),
    ...activityRoutes(activity),
    ...actionRoutes(actions),
  ];
}
