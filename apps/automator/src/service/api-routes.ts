import { type ApiRoute, sessionRoute } from '../server/index.ts';

/**
 * Every route below `/api/v1`: what the server answers and the OpenAPI document says. The routes themselves stand in
 * `server/api/`, one file a family, each handed what it needs from here.
 */
export function apiRoutes(): readonly ApiRoute[] {
  return [sessionRoute];
}
