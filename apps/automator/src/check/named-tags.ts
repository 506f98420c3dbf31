import { z } from 'zod';
import { takeTurns } from '../queue/index.ts';
import type { Store } from '../store/index.ts';

/** A tag that a webhook named. */
export interface NamedTag {
  readonly tag: string;
  /** When; ms since the epoch. */
  readonly namedAt: number;
  /** How often it was looked for and not found. */
  readonly misses: number;
}

/** What webhooks said of an image since it was last looked at. */
export interface Named {
  /** The tags that are to be looked for now. */
  readonly tags: readonly NamedTag[];
  /** These tags are all that webhooks said: none said less, and none of what they said was lost. */
  readonly isAll: boolean;
}

/**
 * The tags that webhooks named, until they are looked for. The queue carries no such thing, and losing them costs time
 * only: then the whole list is read.
 */
export interface NamedTags {
  /** @param tag left out where the webhook names none */
  add(image: string, tag: string | undefined): Promise<void>;
  /** Gives what is to be looked for now, and forgets it. */
  take(image: string): Promise<Named>;
  /**
   * Keeps a tag that was not found, to be looked for again 5 s, 30 s and 2 min after it was named.
   * @returns when; undefined where it was looked for often enough
   */
  keep(image: string, tag: NamedTag): Promise<number | undefined>;
}

const second = 1000;
/** When a tag is looked for, counted from when it was named: a registry may say so before it shows it. */
const looks = [0, 5 * second, 30 * second, 120 * second];
const keptMilliseconds = 5 * 60 * second;
/** More tags of one image at once are better found in its list. */
const tagsAtMost = 20;

const record = z.object({
  tags: z.array(z.object({ tag: z.string(), namedAt: z.number(), misses: z.number() })),
  isAll: z.boolean(),
});
const nothing: Named = { tags: [], isAll: true };

export interface NamedTagsOptions {
  /** Where they wait; shared by all processes that receive webhooks or look at images. */
  readonly store: Pick<Store, 'get' | 'put' | 'delete'>;
  /** Whether other processes write there too, so that of two tags at the same time one can be lost. */
  readonly isShared: boolean;
  readonly now: () => number;
}

export function createNamedTags({ store, isShared, now }: NamedTagsOptions): NamedTags {
  const inTurn = takeTurns();
  const keyOf = (image: string): string => `named:${image}`;
  const read = async (image: string): Promise<Named> => {
    const kept = await store.get(keyOf(image));
    return kept === undefined ? nothing : record.parse(JSON.parse(kept));
  };
  const write = async (image: string, { tags, isAll }: Named): Promise<void> => {
    if (tags.length === 0 && isAll) return store.delete(keyOf(image));
    const fits = tags.length <= tagsAtMost;
    const kept: Named = { tags: tags.slice(-tagsAtMost), isAll: isAll && fits };
    await store.put(keyOf(image), JSON.stringify(kept), keptMilliseconds);
  };

  return {
    add: (image, tag) =>
      inTurn(async () => {
        const { tags, isAll } = await read(image);
        if (tag === undefined) return write(image, { tags, isAll: false });
        const others = tags.filter((known) => known.tag !== tag);
        return write(image, { tags: [...others, { tag, namedAt: now(), misses: 0 }], isAll });
      }),
    take: (image) =>
      inTurn(async () => {
        const { tags, isAll } = await read(image);
        const due = tags.filter((known) => dueAt(known) <= now());
        const later = tags.filter((known) => dueAt(known) > now());
        await write(image, { tags: later, isAll: true });
        return { tags: due, isAll: isAll && !isShared };
      }),
    keep: (image, missed) =>
      inTurn(async () => {
        const again = { ...missed, misses: missed.misses + 1 };
        if (again.misses >= looks.length) return undefined;
        const { tags, isAll } = await read(image);
        // Named once more meanwhile, it is looked for from the start.
        if (tags.some(({ tag }) => tag === missed.tag)) return dueAt(again);
        await write(image, { tags: [again, ...tags], isAll });
        return dueAt(again);
      }),
  };
}

function dueAt({ namedAt, misses }: NamedTag): number {
  return namedAt + (looks[misses] ?? Number.POSITIVE_INFINITY);
}
