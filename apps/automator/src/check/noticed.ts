import { z } from 'zod';
import type { Store } from '../store/index.ts';

/** Who or what asked for a look at an image. */
export const noticedBy = ['webhook', 'poll', 'start', 'person'] as const;

/** Why an image is looked at, and since when; ms since the epoch. */
export interface Notice {
  readonly by: (typeof noticedBy)[number];
  readonly at: number;
}

/**
 * Why images are looked at, from when somebody asks until the look begins. The queue carries no such thing; losing it
 * loses a line of the story that people are shown.
 */
export interface Noticed {
  /** The first that asks is the one who noticed; whoever knows of something comes before a look on a timer. */
  note(image: string, notice: Notice): Promise<void>;
  /** Gives it, and forgets it; undefined where nobody said so, as for a poll. */
  take(image: string): Promise<Notice | undefined>;
}

/** A look that takes longer to come than this is a poll's. */
const keptMilliseconds = 10 * 60_000;
const record = z.object({ by: z.enum(noticedBy), at: z.number() });

/** @param store shared by all processes that are asked for looks or take them */
export function createNoticed(store: Pick<Store, 'get' | 'put' | 'delete'>): Noticed {
  const keyOf = (image: string): string => `noticed:${image}`;
  const read = async (image: string): Promise<Notice | undefined> => {
    const kept = await store.get(keyOf(image));
    return kept === undefined ? undefined : record.safeParse(JSON.parse(kept)).data;
  };
  return {
    note: async (image, notice) => {
      const there = await read(image);
      if (there !== undefined && (!isRoutine(there) || isRoutine(notice))) return;
      await store.put(keyOf(image), JSON.stringify(notice), keptMilliseconds);
    },
    take: async (image) => {
      const notice = await read(image);
      if (notice !== undefined) await store.delete(keyOf(image));
      return notice;
    },
  };
}

function isRoutine({ by }: Notice): boolean {
  return by === 'start' || by === 'poll';
}
