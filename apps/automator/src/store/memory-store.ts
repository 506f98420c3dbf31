import type { Store } from './store.ts';

export interface MemoryStoreOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** When there are more, the one that was put first is forgotten. Default: no end. */
  readonly entriesAtMost?: number;
}

/** Keeps for as long as the process runs. */
export function createMemoryStore({
  now,
  entriesAtMost = Number.POSITIVE_INFINITY,
}: MemoryStoreOptions): Store {
  const entries = new Map<string, { readonly value: string; readonly until: number }>();
  return {
    get: async (key) => {
      const entry = entries.get(key);
      return entry === undefined || entry.until <= now() ? undefined : entry.value;
    },
    put: async (key, value, ttlMilliseconds = Number.POSITIVE_INFINITY) => {
      entries.delete(key);
      entries.set(key, { value, until: now() + ttlMilliseconds });
      const [oldest] = entries.keys();
      if (entries.size > entriesAtMost && oldest !== undefined) entries.delete(oldest);
    },
    delete: async (key) => void entries.delete(key),
    close: async () => entries.clear(),
  };
}
