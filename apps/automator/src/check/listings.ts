import { type ImageName, imageName } from '@deployment-automator/image-reference';
import type { RegistryClient } from '@deployment-automator/registry-clients';
import type { Question } from '../reconcile/index.ts';
import type { Store } from '../store/index.ts';
import { createImageDetails } from './image-details.ts';
import { type ListingAttempt, readListing } from './read-listing.ts';

/** The tags of every image, as the registry last gave them, kept in the store. */
export interface Listings {
  get(image: string): Promise<ListingAttempt | undefined>;
  getAll(images: Iterable<string>): Promise<ReadonlyMap<string, ListingAttempt>>;
  /**
   * Asks the registry for the tags, and for what the questions need to know of them. What a registry does is never
   * thrown: it is in the record.
   */
  read(image: ImageName, questions: readonly Question[]): Promise<ListingAttempt>;
}

/** A listing outlives every poll interval, so that a registry that is down loses nothing. */
const keptMilliseconds = 30 * 24 * 3_600_000;

export function createListings(client: RegistryClient, store: Store, now: () => number): Listings {
  const sources = { client, details: createImageDetails(client, store), now };
  const get = async (image: string): Promise<ListingAttempt | undefined> => {
    const kept = await store.get(`listing:${image}`);
    return kept === undefined ? undefined : (JSON.parse(kept) as ListingAttempt);
  };
  return {
    get,
    getAll: async (images) => {
      const names = [...images];
      const records = await Promise.all(names.map(get));
      return new Map(
        names.flatMap((name, at) => {
          const record = records[at];
          return record === undefined ? [] : [[name, record] as const];
        }),
      );
    },
    read: async (name, questions) => {
      const image = imageName(name);
      const attempt = await readListing(name, questions, await get(image), sources);
      await store.put(`listing:${image}`, JSON.stringify(attempt), keptMilliseconds);
      return attempt;
    },
  };
}
