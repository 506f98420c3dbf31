import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import type { Store } from './store.ts';

/** What stands beside a key. `until`: milliseconds since the epoch. */
interface Entry {
  readonly value: string;
  readonly until?: number;
}

/** LMDB's keys end at 1,978 bytes; ours are hashed long before, so that `until` fits beside them. */
const LONGEST_KEY = 1_000;
/** How many entries whose time is up one sweep removes. */
const SWEEP_AT_OPEN = 10_000;
const SWEEP_AT_PUT = 4;

/**
 * The embedded store: one LMDB file at `path` (its folder is made) and a lock file beside it. A crash leaves it
 * whole. Entries whose time is up are removed a bounded number at a time, the oldest first, when the store is opened
 * and at each `put` with a TTL; so those that nobody reads again do not pile up.
 */
export function createLmdbStore(path: string, now: () => number = Date.now): Store {
  return new LmdbStore(path, now);
}

class LmdbStore implements Store {
  readonly #root: RootDatabase<unknown, string>;
  readonly #entries: Database<Entry, string>;
  /** The keys with a TTL by the time when it ends. A row can be out of date; the entry itself decides. */
  readonly #ends: Database<true, [until: number, key: string]>;
  readonly #now: () => number;

  constructor(path: string, now: () => number) {
    mkdirSync(dirname(path), { recursive: true });
    this.#root = open({ path, noSubdir: true });
    this.#entries = this.#root.openDB({ name: 'entries' });
    this.#ends = this.#root.openDB({ name: 'ends' });
    this.#now = now;
    this.#root.transactionSync(() => this.#sweep(SWEEP_AT_OPEN));
  }

  async get(key: string): Promise<string | undefined> {
    const entry = this.#entries.get(nameOf(key));
    return entry === undefined || this.#isOver(entry) ? undefined : entry.value;
  }

  async put(key: string, value: string, ttlMilliseconds?: number): Promise<void> {
    const name = nameOf(key);
    if (ttlMilliseconds === undefined) {
      await this.#entries.put(name, { value });
      return;
    }
    const until = this.#now() + ttlMilliseconds;
    await this.#root.transaction(() => {
      this.#entries.put(name, { value, until });
      this.#ends.put([until, name], true);
      this.#sweep(SWEEP_AT_PUT);
    });
  }

  async delete(key: string): Promise<void> {
    await this.#entries.remove(nameOf(key));
  }

  async close(): Promise<void> {
    await this.#root.close();
  }

  #isOver(entry: Entry): boolean {
    return entry.until !== undefined && entry.until <= this.#now();
  }

  /** Only within a transaction: an entry put again meanwhile stays. */
  #sweep(limit: number): void {
    const over = [...this.#ends.getKeys({ end: [this.#now(), ''], limit })];
    for (const row of over) {
      const entry = this.#entries.get(row[1]);
      if (entry && this.#isOver(entry)) this.#entries.remove(row[1]);
      this.#ends.remove(row);
    }
  }
}

function nameOf(key: string): string {
  return Buffer.byteLength(key) <= LONGEST_KEY
    ? key
    : `sha256:${createHash('sha256').update(key).digest('hex')}`;
}
