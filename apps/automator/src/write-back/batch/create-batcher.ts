import { z } from 'zod';
import type { ChangeSet } from '../../reconcile/index.ts';
import type { Store } from '../../store/index.ts';
import { type BatchRules, type BatchTimes, dueChangeSets, type PendingSet } from './due-change-sets.ts';

/** Says which change sets of one branch may be written, and remembers since when they wait. */
export interface Batcher {
  /**
   * @param changeSets all that are pending: one that is missing is forgotten
   * @returns what may be written. One that is not due is still wanted: its pull request stays as it is.
   */
  look(changeSets: readonly PendingSet[]): Promise<BatchAnswer>;
}

export interface BatchAnswer {
  readonly isDue: (changeSet: Pick<ChangeSet, 'key'>) => boolean;
  /** When to look again, ms since the epoch; left out where nothing waits. */
  readonly nextDue?: number;
}

/** Nothing waits. */
export const writeAtOnce: BatchAnswer = { isDue: () => true };

export interface BatcherOptions {
  readonly store: Pick<Store, 'get' | 'put'>;
  /** `<config repo>#<branch>`. */
  readonly subject: string;
  readonly rules: BatchRules;
  readonly now: () => number;
}

const keptTimes = z.array(
  z.tuple([
    z.string(),
    z.object({
      contents: z.string(),
      firstSeen: z.number(),
      lastChange: z.number(),
      released: z.boolean(),
    }),
  ]),
);

const keptMilliseconds = 30 * 24 * 3_600_000;

export function createBatcher({ store, subject, rules, now }: BatcherOptions): Batcher {
  const key = `batch:${subject}`;
  return {
    look: async (changeSets) => {
      if (rules.quiet === 0) return writeAtOnce;
      const before = await store.get(key);
      const { due, times, nextDue } = dueChangeSets(changeSets, parseTimes(before), rules, now());
      const after = JSON.stringify([...times]);
      if (after !== (before ?? '[]')) await store.put(key, after, keptMilliseconds);
      return { isDue: (changeSet) => due.has(changeSet.key), ...(nextDue !== undefined && { nextDue }) };
    },
  };
}

/** What cannot be read was written by another version, and counts as lost: that costs one more wait. */
function parseTimes(text: string | undefined): ReadonlyMap<string, BatchTimes> {
  const parsed = keptTimes.safeParse(text === undefined ? [] : JSON.parse(text));
  return new Map(parsed.success ? parsed.data : []);
}
