import { type ImageName, imageName } from '@deployment-automator/image-reference';
import type { RegistryClient } from '@deployment-automator/registry-clients';
import type { ListingRecord } from '../reconcile/index.ts';
import type { Store } from '../store/index.ts';

/** How an attempt to list an image ended. */
export interface ListingAttempt extends ListingRecord {
  /** Attempts that failed since the last one that told something. */
  readonly failures: number;
  /** The registry asks not to be called before this time; ms since the epoch. */
  readonly retryAt?: number;
  /** When the attempt ended. */
  readonly attemptedAt: number;
}

/** The tags of every image, as the registry last gave them, kept in the store. */
export interface Listings {
  get(image: string): Promise<ListingAttempt | undefined>;
  getAll(images: Iterable<string>): Promise<ReadonlyMap<string, ListingAttempt>>;
  /** Asks the registry. What a registry does is never thrown: it is in the record. */
  read(image: ImageName): Promise<ListingAttempt>;
}

/** A listing outlives every poll interval, so that a registry that is down loses nothing. */
const keptMilliseconds = 30 * 24 * 3_600_000;

export function createListings(client: RegistryClient, store: Store, now: () => number): Listings {
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
    read: async (name) => {
      const image = imageName(name);
      const attempt = await readListing(name, client, await get(image), now);
      await store.put(`listing:${image}`, JSON.stringify(attempt), keptMilliseconds);
      return attempt;
    },
  };
}

/**
 * Asks the registry for an image's tags.
 * @param before the attempt before this one; after a failure its listing stays what is known (law 3)
 */
export async function readListing(
  image: ImageName,
  client: RegistryClient,
  before: ListingAttempt | undefined,
  now: () => number,
): Promise<ListingAttempt> {
  const { tags, state, problem } = await client.listTags(image);
  const attemptedAt = now();
  const known =
    state === 'failed' && before !== undefined
      ? { listing: before.listing, readAt: before.readAt }
      : { listing: { candidates: tags.map((tag) => ({ tag })), state }, readAt: attemptedAt };
  return {
    ...known,
    attemptedAt,
    failures: state === 'failed' ? (before?.failures ?? 0) + 1 : 0,
    ...(problem && { problem: { code: problem.code, message: problem.message, next: problem.next } }),
    ...(problem?.retryAt !== undefined && { retryAt: problem.retryAt }),
  };
}
