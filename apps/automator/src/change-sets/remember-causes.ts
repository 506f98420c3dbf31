import { z } from 'zod';
import { noticedBy } from '../check/index.ts';
import type { Store } from '../store/index.ts';

const cause = z.object({
  by: z.enum(noticedBy),
  /** When the registry took it; ms since the epoch, as all of them. */
  pushedAt: z.number().optional(),
  noticedAt: z.number(),
  listedAt: z.number(),
});

/** How an image came to be known at a version. */
export type Cause = z.output<typeof cause>;

/** How change sets came about, as far as it is remembered: a cache for readers, which decisions never look at. */
export interface CauseMemory {
  /** The first time that an image could move to this version counts. */
  noteCause(image: string, version: string, cause: Cause): Promise<void>;
  causeOf(image: string, version: string): Promise<Cause | undefined>;
  /** A commit was pushed just now. */
  noteWritten(commits: readonly string[], at: number): Promise<void>;
  /** When a commit was pushed; ms since the epoch. */
  writtenAt(commit: string): Promise<number | undefined>;
}

/** As long as anybody wants to know how quick it was. */
const keptMilliseconds = 90 * 24 * 3_600_000;
/** What is noted already is not looked up in the store again by each poll. */
const namesAtMost = 10_000;

export function rememberCauses(store: Pick<Store, 'get' | 'put'>): CauseMemory {
  const noted = new Set<string>();
  const causeKey = (image: string, version: string): string => `cause:${image} ${version}`;
  const writtenKey = (commit: string): string => `written:${commit}`;
  const readCause = async (key: string): Promise<Cause | undefined> => {
    const kept = await store.get(key);
    return kept === undefined ? undefined : cause.safeParse(JSON.parse(kept)).data;
  };
  return {
    noteCause: async (image, version, what) => {
      const key = causeKey(image, version);
      if (noted.has(key)) return;
      if (noted.size >= namesAtMost) noted.clear();
      noted.add(key);
      if ((await readCause(key)) === undefined) await store.put(key, JSON.stringify(what), keptMilliseconds);
    },
    causeOf: (image, version) => readCause(causeKey(image, version)),
    noteWritten: async (commits, at) => {
      const text = String(at);
      await Promise.all(commits.map((commit) => store.put(writtenKey(commit), text, keptMilliseconds)));
    },
    writtenAt: async (commit) => {
      const kept = Number(await store.get(writtenKey(commit)));
      return kept > 0 ? kept : undefined;
    },
  };
}
