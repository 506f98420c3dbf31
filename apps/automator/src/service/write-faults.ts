import { z } from 'zod';
import type { ReportedError } from '../reconcile/index.ts';
import type { Store } from '../store/index.ts';

/** Why the last look at a branch could not write all that it wanted; kept where every process can show it. */
export interface WriteFaults {
  /** What the look that just ended came to; nothing went wrong where it is left out. */
  note(subject: string, fault: ReportedError | undefined): Promise<void>;
  of(subject: string): Promise<ReportedError | undefined>;
}

const kept = z.object({ where: z.string(), code: z.string(), message: z.string(), next: z.string() });

export function rememberWriteFaults(store: Pick<Store, 'get' | 'put' | 'delete'>): WriteFaults {
  const keyOf = (subject: string): string => `write-fault:${subject}`;
  return {
    note: async (subject, fault) => {
      const before = await store.get(keyOf(subject));
      const text = fault && JSON.stringify(fault);
      if (text === before) return;
      await (text === undefined ? store.delete(keyOf(subject)) : store.put(keyOf(subject), text));
    },
    of: async (subject) => {
      const text = await store.get(keyOf(subject));
      return text === undefined ? undefined : kept.safeParse(JSON.parse(text)).data;
    },
  };
}
