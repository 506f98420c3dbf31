import { type Health, health } from '@deployment-automator/api-schema';
import { z } from 'zod';
import { type ApiRoute, route } from './route.ts';

/** How everything is that the service depends on. */
export function healthRoute(read: () => Promise<Health>): ApiRoute {
  return route({
    method: 'GET',
    path: '/api/v1/health',
    name: 'getHealth',
    summary: 'Says how registries, config repos, forges and the queue are, and everything that is wrong.',
    access: 'read',
    asks: z.object({}),
    answer: health,
    handle: read,
  });
}
