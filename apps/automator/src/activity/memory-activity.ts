import type { Activity } from '@deployment-automator/api-schema';
import {
  type ActivityLog,
  ENTRIES_KEPT,
  type Follower,
  fits,
  type Happening,
  ONCE_MILLISECONDS,
} from './activity-log.ts';
import { printEntryId } from './entry-id.ts';

export interface MemoryActivityOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Default: 2,000. */
  readonly entriesAtMost?: number;
}

/** Keeps the newest entries for as long as the process runs. */
export function createMemoryActivity(options: MemoryActivityOptions): ActivityLog {
  const { now, entriesAtMost = ENTRIES_KEPT } = options;
  const entries: Activity[] = [];
  const followers = new Set<Follower>();
  const told = new Map<string, number>();
  let last = { at: 0, number: 0 };

  const isToldAlready = (once: string, at: number): boolean => {
    if ((told.get(once) ?? 0) > at) return true;
    take(once, at);
    return false;
  };

  const take = (name: string, at: number): void => {
    // The oldest stand first: each is put at the end when it is told.
    for (const [other, until] of told) {
      if (until > at && told.size < entriesAtMost) break;
      told.delete(other);
    }
    told.delete(name);
    told.set(name, at + ONCE_MILLISECONDS);
  };

  const nextId = (at: number): string => {
    // A clock that is set back must not set ids back.
    last = at > last.at ? { at, number: 0 } : { at: last.at, number: last.number + 1 };
    return printEntryId(last.at, last.number);
  };

  return {
    add: (happening: Happening, { once, silences } = {}) => {
      const at = now();
      if (silences !== undefined) take(silences, at);
      if (once !== undefined && isToldAlready(once, at)) return;
      const entry = { ...happening, id: nextId(at), at: new Date(at).toISOString() };
      entries.push(entry);
      if (entries.length > entriesAtMost) entries.shift();
      for (const follower of followers) follower.entry(entry);
    },
    recent: async (filter, limit) =>
      entries
        .filter((entry) => fits(filter, entry))
        .reverse()
        .slice(0, limit),
    follow: (follower, afterId) => {
      if (afterId !== undefined) {
        const at = entries.findIndex(({ id }) => id === afterId);
        if (at < 0) follower.reset(entries.at(-1)?.id);
        else for (const entry of entries.slice(at + 1)) follower.entry(entry);
      }
      followers.add(follower);
      return () => void followers.delete(follower);
    },
    close: async () => followers.clear(),
  };
}
