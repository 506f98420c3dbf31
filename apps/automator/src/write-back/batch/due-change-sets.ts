import type { ChangeSet, Update } from '../../reconcile/index.ts';

/** A change set as far as its waiting depends on it. */
export interface PendingSet extends Pick<ChangeSet, 'key'> {
  readonly updates: readonly Pick<Update, 'id' | 'to'>[];
}

/** How long a change set waits for company, in milliseconds. */
export interface BatchRules {
  /** It is written once nothing has joined or changed it for this long; 0 writes at once. */
  readonly quiet: number;
  /** It is written after this long, whatever goes on. */
  readonly longest: number;
}

/** What is remembered of a change set that is pending. Times are milliseconds since the epoch. */
export interface BatchTimes {
  /** Names its updates. */
  readonly contents: string;
  /** When the first of what has not been written yet was seen. */
  readonly firstSeen: number;
  /** When its updates were last seen to change. */
  readonly lastChange: number;
  /** These contents were found due, so that what comes next waits anew. */
  readonly released: boolean;
}

/** Which change sets may be written now, and when to look again. */
export interface DueChangeSets {
  /** Keys of change sets. */
  readonly due: ReadonlySet<string>;
  /** When the next of the others is due, if nothing joins it; left out where none waits. */
  readonly nextDue?: number;
  /** To be kept until the next look, by key; what is pending no more is not in it. */
  readonly times: ReadonlyMap<string, BatchTimes>;
}

/**
 * Lets what one release pushes travel together: a change set is due once it has been quiet, and at the latest
 * `longest` after its first update was seen. So nothing waits for ever, and what was due stays due until it changes.
 */
export function dueChangeSets(
  changeSets: readonly PendingSet[],
  known: ReadonlyMap<string, BatchTimes>,
  rules: BatchRules,
  now: number,
): DueChangeSets {
  const due = new Set<string>();
  const times = new Map<string, BatchTimes>();
  let nextDue = Number.POSITIVE_INFINITY;
  for (const changeSet of changeSets) {
    const { key } = changeSet;
    const seen = look(contentsOf(changeSet), known.get(key), now);
    const dueAt = Math.min(seen.lastChange + rules.quiet, seen.firstSeen + rules.longest);
    const released = seen.released || dueAt <= now;
    times.set(key, { ...seen, released });
    if (released) due.add(key);
    else nextDue = Math.min(nextDue, dueAt);
  }
  return { due, times, ...(Number.isFinite(nextDue) && { nextDue }) };
}

/** Times of the future come from a clock that was set back; nothing shall wait for it. */
function look(contents: string, known: BatchTimes | undefined, now: number): BatchTimes {
  if (known === undefined || (known.contents !== contents && known.released)) {
    return { contents, firstSeen: now, lastChange: now, released: false };
  }
  const firstSeen = Math.min(known.firstSeen, now);
  return known.contents === contents
    ? { contents, firstSeen, lastChange: Math.min(known.lastChange, now), released: known.released }
    : { contents, firstSeen, lastChange: now, released: false };
}

function contentsOf({ updates }: PendingSet): string {
  return JSON.stringify(updates.map(({ id, to }) => [id, to]));
}
