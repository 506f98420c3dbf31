import type { Listings } from '../check/index.ts';
import type { HeardImages } from '../intake/index.ts';
import {
  type ImageEntry,
  imageDetail,
  type KeptOverview,
  selectCandidates,
  selectImages,
} from '../overview/index.ts';
import { ApiProblem, type ImageSource } from '../server/index.ts';
import type { Poller } from './poller.ts';
import type { SpentRequests } from './spent-requests.ts';

export interface ImageSourceOptions {
  readonly overview: Pick<KeptOverview, 'get'>;
  readonly listings: Pick<Listings, 'get'>;
  readonly heard: Pick<HeardImages, 'at'>;
  readonly poller: Pick<Poller, 'imageDue'>;
  readonly spent: Pick<SpentRequests, 'of'>;
  readonly now: () => number;
}

/** What the API says of images. */
export function createImageSource(options: ImageSourceOptions): ImageSource {
  const { overview, listings, heard, poller, spent, now } = options;
  const find = async (id: string): Promise<ImageEntry> => {
    const entry = (await overview.get()).byId.get(id);
    if (entry !== undefined) return entry;
    throw new ApiProblem('image-not-bound', `no image of the id ${id} is bound in any config repo`, {
      next: 'take the id from /api/v1/images; docs/bindings.md says how an image is bound',
    });
  };
  return {
    page: async (query) => selectImages((await overview.get()).entries, query),
    detail: async (id) => {
      const entry = await find(id);
      const { image } = entry.row;
      const known = {
        attempt: await listings.get(image),
        webhookAt: await heard.at(image),
        nextPollAt: poller.imageDue(image),
        requests: spent.of(image),
      };
      return imageDetail(entry, known, now());
    },
    candidates: async (id, query) => {
      const { row, standings } = await find(id);
      const meant = standings.filter(
        (one) =>
          one.id === query.binding && (query.configRepo === undefined || one.configRepo === query.configRepo),
      );
      const [standing, ...others] = meant;
      if (standing === undefined) {
        throw new ApiProblem('not-found', `${row.image} has no binding ${query.binding}`, {
          next: `take the binding from /api/v1/images/${id}`,
        });
      }
      if (others.length > 0) {
        const names = meant.map(({ configRepo }) => configRepo).join(', ');
        throw new ApiProblem('ambiguous', `${names} have a field ${query.binding}`, {
          next: 'say which one is meant with configRepo',
        });
      }
      if ('problem' in standing.by) {
        throw new ApiProblem('not-found', `nothing governs ${query.binding}: ${standing.reason}`, {
          next: 'mend that first; then its tags are judged',
        });
      }
      const listing = (await listings.get(row.image))?.listing ?? {
        candidates: [],
        state: 'failed' as const,
      };
      return selectCandidates(standing.by.binding, listing, query, now());
    },
  };
}
