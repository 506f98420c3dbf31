import { changeSetDetail, changeSetsPage, changeSetsQuery } from '@deployment-automator/api-schema';
import { z } from 'zod';
import type { ChangeSets } from '../../change-sets/index.ts';
import { ApiProblem } from './api-problem.ts';
import { type ApiRoute, route } from './route.ts';

/** What was written together, and what is proposed. */
export function changeSetRoutes(changeSets: ChangeSets): readonly ApiRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/change-sets',
      name: 'listChangeSets',
      summary: 'Lists what was written together and what is proposed, newest first.',
      access: 'read',
      asks: z.object({ query: changeSetsQuery }),
      answer: changeSetsPage,
      handle: ({ query }) => changeSets.page(query),
    }),
    route({
      method: 'GET',
      path: '/api/v1/change-sets/{configRepo}/{id}',
      name: 'getChangeSet',
      summary: 'Shows one change set with its message and its diff.',
      access: 'read',
      asks: z.object({
        params: z.object({
          configRepo: z.string().max(200).describe("The config repo's name."),
          id: z.string().max(500).describe('As the list says it.'),
        }),
      }),
      answer: changeSetDetail,
      problems: [404],
      handle: async ({ params: { configRepo, id } }) => {
        const found = await changeSets.find(configRepo, id);
        if (found !== undefined) return found;
        throw new ApiProblem('not-found', `there is no change set ${id} in ${configRepo}`, {
          next: 'take one of /api/v1/change-sets; it lists the newest 1,000 of each config repo',
        });
      },
    }),
  ];
}
