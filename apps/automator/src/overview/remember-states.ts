import { z } from 'zod';
import type { Store } from '../store/index.ts';
import type { Standing } from './standing.ts';

/** Since when fields stand where they stand, as far as nothing else tells it; shared by all processes. */
export interface StateMemory {
  /** In the order of the standings; ms since the epoch. What is new is first seen now. */
  since(standings: readonly Standing[], now: number): Promise<readonly number[]>;
  /** A field that came to stand somewhere just now. */
  note(standing: Pick<Standing, 'configRepo' | 'id' | 'state' | 'current'>, now: number): Promise<void>;
}

const kept = z.object({ stands: z.string(), since: z.number() });
type Kept = z.output<typeof kept>;

/**
 * The store is read once for each field, and again and written only when the field stands somewhere else: then
 * another process may have seen it first.
 */
export function rememberStates(store: Pick<Store, 'get' | 'put'>): StateMemory {
  const known = new Map<string, Kept>();

  const read = async (key: string): Promise<Kept | undefined> => {
    const text = await store.get(key);
    return text === undefined ? undefined : kept.safeParse(JSON.parse(text)).data;
  };
  const keep = async (key: string, here: Kept): Promise<number> => {
    known.set(key, here);
    await store.put(key, JSON.stringify(here));
    return here.since;
  };
  const sinceOf = (standing: Standing, now: number): number | Promise<number> => {
    const key = keyOf(standing);
    const stands = where(standing);
    const before = known.get(key);
    if (before?.stands === stands) return before.since;
    return read(key).then((stored) => {
      if (stored?.stands !== stands) return keep(key, { stands, since: now });
      known.set(key, stored);
      return stored.since;
    });
  };
  return {
    since: async (standings, now) => {
      const keys = new Set(standings.map(keyOf));
      for (const key of known.keys()) if (!keys.has(key)) known.delete(key);
      return Promise.all(standings.map((standing) => sinceOf(standing, now)));
    },
    note: async (standing, now) => {
      await keep(keyOf(standing), { stands: where(standing), since: now });
    },
  };
}

function keyOf({ configRepo, id }: Pick<Standing, 'configRepo' | 'id'>): string {
  return `state:${configRepo}:${id}`;
}

/** Another version is another stay, also in the same state. */
function where({ state, current }: Pick<Standing, 'state' | 'current'>): string {
  return `${state} ${current ?? '-'}`;
}
