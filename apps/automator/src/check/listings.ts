import { createHash } from 'node:crypto';
import { type ImageName, imageName, parseImageName } from '@deployment-automator/image-reference';
import type { ImageAliases, RegistryClient } from '@deployment-automator/registry-clients';
import type { Question } from '../reconcile/index.ts';
import type { Store } from '../store/index.ts';
import { addTags } from './add-tags.ts';
import { createImageDetails } from './image-details.ts';
import type { ListingAttempt } from './listing-attempt.ts';
import { type ListingSources, readListing } from './read-listing.ts';

/** The tags of every image, as the registry last gave them, kept in the store. Any name of an image will do. */
export interface Listings {
  /** The one name under which an image is listed. */
  nameOf(image: string): string;
  get(image: string): Promise<ListingAttempt | undefined>;
  /** As `get`, for who asks again and again: what is the same as before is not read once more. */
  recall(image: string, before: RecalledListing | undefined): Promise<RecalledListing | undefined>;
  /** By the names that were asked for. */
  getAll(images: Iterable<string>): Promise<ReadonlyMap<string, ListingAttempt>>;
  /**
   * Asks the registry for the tags, and for what the questions need to know of them. What a registry does is never
   * thrown: it is in the record.
   * @param before what `get` gave just now, so that it is not read twice
   */
  read(image: ImageName, questions: readonly Question[], before?: ListingAttempt): Promise<ListingAttempt>;
  /**
   * Adds tags that were just seen, by their digests, without a list.
   * @param before as for `read`
   * @returns undefined where no list was ever read that they could be added to
   */
  add(
    image: ImageName,
    seen: ReadonlyMap<string, string>,
    questions: readonly Question[],
    before?: ListingAttempt,
  ): Promise<ListingAttempt | undefined>;
}

/** A listing, and by what it is known again. */
export interface RecalledListing {
  readonly attempt: ListingAttempt;
  /** The same for the same text in the store. */
  readonly mark: string;
}

export interface ListingsOptions {
  readonly client: RegistryClient;
  readonly store: Pick<Store, 'get' | 'put'>;
  readonly aliases: ImageAliases;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The poller asks for the names of all images several times a second. */
const namesAtMost = 50_000;
/** A listing outlives every poll interval, so that a registry that is down loses nothing. */
const keptMilliseconds = 30 * 24 * 3_600_000;

export function createListings({ client, store, aliases, now }: ListingsOptions): Listings {
  const sources: ListingSources = { client, details: createImageDetails(client, store), now };
  const names = new Map<string, string>();
  const nameOf = (image: string): string => {
    const known = names.get(image);
    if (known !== undefined) return known;
    if (names.size >= namesAtMost) names.clear();
    const name = aliases.canonical(parseImageName(image));
    names.set(image, name);
    return name;
  };
  const get = async (image: string): Promise<ListingAttempt | undefined> => {
    const kept = await store.get(`listing:${nameOf(image)}`);
    return kept === undefined ? undefined : (JSON.parse(kept) as ListingAttempt);
  };
  const recall: Listings['recall'] = async (image, before) => {
    const kept = await store.get(`listing:${nameOf(image)}`);
    if (kept === undefined) return undefined;
    const mark = createHash('sha1').update(kept).digest('base64');
    return mark === before?.mark ? before : { attempt: JSON.parse(kept) as ListingAttempt, mark };
  };
  const put = async (image: string, attempt: ListingAttempt): Promise<ListingAttempt> => {
    await store.put(`listing:${image}`, JSON.stringify(attempt), keptMilliseconds);
    return attempt;
  };
  return {
    nameOf,
    get,
    recall,
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
    read: async (asked, questions, given) => {
      const image = nameOf(imageName(asked));
      const before = given ?? (await get(image));
      const attempt = await readListing(parseImageName(image), questions, before, sources);
      return put(image, attempt);
    },
    add: async (asked, seen, questions, given) => {
      const image = nameOf(imageName(asked));
      const before = given ?? (await get(image));
      if (before === undefined || before.listing.state === 'failed') return undefined;
      return put(image, await addTags(parseImageName(image), seen, questions, before, sources));
    },
  };
}
