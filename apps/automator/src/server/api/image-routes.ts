import {
  type CandidatesPage,
  candidatesPage,
  candidatesQuery,
  type ImageDetail,
  type ImagesPage,
  imageDetail,
  imageId,
  imagesPage,
  imagesQuery,
} from '@deployment-automator/api-schema';
import { z } from 'zod';
import type { CandidatesQuery, ImagesQuery } from '../../overview/index.ts';
import { type ApiRoute, route } from './route.ts';

/** What is known of images, for people. */
export interface ImageSource {
  page(query: ImagesQuery): Promise<ImagesPage>;
  /** @throws ApiProblem where no image of that id is bound */
  detail(id: string): Promise<ImageDetail>;
  /** @throws ApiProblem where there is no such image, no such binding, or more than one */
  candidates(id: string, query: CandidatesQuery): Promise<CandidatesPage>;
}

const params = z.object({ id: imageId });

export function imageRoutes(images: ImageSource): readonly ApiRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/images',
      name: 'listImages',
      summary: 'Every bound image, where it stands, and one sentence why.',
      access: 'read',
      asks: z.object({ query: imagesQuery }),
      answer: imagesPage,
      handle: ({ query }) => images.page(query),
    }),
    route({
      method: 'GET',
      path: '/api/v1/images/{id}',
      name: 'getImage',
      summary: 'Everything about one image: its bindings, and what was learned from its registry.',
      access: 'read',
      asks: z.object({ params }),
      answer: imageDetail,
      problems: [404],
      handle: ({ params: { id } }) => images.detail(id),
    }),
    route({
      method: 'GET',
      path: '/api/v1/images/{id}/candidates',
      name: 'listCandidates',
      summary: 'What one binding makes of every tag of its image, the best first.',
      access: 'read',
      asks: z.object({ params, query: candidatesQuery }),
      answer: candidatesPage,
      problems: [404, 409],
      handle: ({ params: { id }, query }) => images.candidates(id, query),
    }),
  ];
}
