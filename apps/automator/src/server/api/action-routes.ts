import {
  type CheckAnswer,
  checkAnswer,
  checkRequest,
  type HoldRequest,
  holdRequest,
  type ReleaseRequest,
  releaseRequest,
  type WordAnswer,
  wordAnswer,
} from '@deployment-automator/api-schema';
import { z } from 'zod';
import { type ApiRoute, route } from './route.ts';

/** What people may ask to be done. */
export interface Actions {
  /** @throws ApiProblem where nothing binds the image */
  check(image: string): Promise<CheckAnswer>;
  /** @throws ApiProblem where it is not clear which field is meant; AutomatorError where it cannot be committed */
  hold(wish: HoldRequest): Promise<WordAnswer>;
  /** @throws as `hold` */
  release(wish: ReleaseRequest): Promise<WordAnswer>;
}

const id = 'apps/web.yaml#0/spec/template/spec/containers/0/image';
const problems = [404, 409, 413, 415, 502];

export function actionRoutes(actions: Actions): readonly ApiRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/checks',
      name: 'checkImage',
      summary: 'Asks for a look at one image now, as a webhook does.',
      access: 'act',
      status: 202,
      asks: z.object({ body: checkRequest }),
      answer: checkAnswer,
      problems: [404, 413, 415],
      example: { image: 'ghcr.io/acme/web' },
      handle: ({ body: { image } }) => actions.check(image),
    }),
    route({
      method: 'POST',
      path: '/api/v1/holds',
      name: 'holdField',
      summary: 'Holds one image field: a commit to .automator.yaml.',
      access: 'act',
      status: 201,
      asks: z.object({ body: holdRequest }),
      answer: wordAnswer,
      problems,
      example: { id, reason: 'the 1.5 line has a memory leak', until: '2027-01-31T00:00:00Z', by: 'ada' },
      handle: ({ body }) => actions.hold(body),
    }),
    route({
      method: 'POST',
      path: '/api/v1/releases',
      name: 'releaseField',
      summary: 'Lifts what holds one image field: a commit to .automator.yaml.',
      access: 'act',
      status: 201,
      asks: z.object({ body: releaseRequest }),
      answer: wordAnswer,
      problems,
      example: { id, reason: 'fixed in 1.5.2', by: 'ada' },
      handle: ({ body }) => actions.release(body),
    }),
  ];
}
