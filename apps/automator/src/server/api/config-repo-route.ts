import { type ConfigReposPage, configReposPage, pageQuery } from '@deployment-automator/api-schema';
import { z } from 'zod';
import { type ApiRoute, route } from './route.ts';

export function configRepoRoute(
  page: (query: z.output<typeof pageQuery>) => Promise<ConfigReposPage>,
): ApiRoute {
  return route({
    method: 'GET',
    path: '/api/v1/config-repos',
    name: 'listConfigRepos',
    summary: 'Every config repo: what was read of it, what it binds, and what is wrong.',
    access: 'read',
    asks: z.object({ query: pageQuery }),
    answer: configReposPage,
    handle: ({ query }) => page(query),
  });
}
