import { session } from '@deployment-automator/api-schema';
import { z } from 'zod';
import { type ApiRoute, route } from './route.ts';

/** What whoever asks may do; open to all, so that a page knows whether to ask for a token. */
export const sessionRoute: ApiRoute = route({
  method: 'GET',
  path: '/api/v1/session',
  name: 'getSession',
  summary: 'Says what whoever asks may do.',
  access: 'open',
  asks: z.object({}),
  answer: session,
  handle: async (_asked, caller) => caller,
});
