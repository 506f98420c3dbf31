import type { Activity, ActivityKind } from '@deployment-automator/api-schema';

/** Something that happened, as whoever saw it tells it. Its texts hold no secret. */
export type Happening = Omit<Activity, 'id' | 'at'>;

/** What several processes may see, or one again and again, under a name that counts for an hour. */
export interface Named {
  /** Told only when nothing was told under this name. */
  readonly once?: string;
  /** Told in any case; after it nothing is told under this name. */
  readonly silences?: string;
}

/** Which entries are wanted; what is left out does not matter. */
export interface ActivityFilter {
  readonly imageId?: string | undefined;
  readonly kind?: ActivityKind | undefined;
}

/** Whoever wants to hear of entries as they come. Neither method may throw or wait. */
export interface Follower {
  /** One entry, in the order of their ids. */
  entry(entry: Activity): void;
  /**
   * Entries since the one that was named are not known any more; what follows is what comes from now on.
   * @param newest the newest entry that there is, if any
   */
  reset(newest: string | undefined): void;
}

/**
 * What happened lately, for people to read and for pages to stay live. Every process of an installation adds to it
 * and sees the same. It is bounded, and losing it loses nothing but the view back.
 */
export interface ActivityLog {
  /**
   * Adds an entry. Never fails and never keeps anybody waiting: an entry that cannot be kept is dropped.
   */
  add(happening: Happening, named?: Named): void;
  /** The newest entries that fit, newest first. @throws AutomatorError `redis-unreachable` or `redis-failed` */
  recent(filter: ActivityFilter, limit: number): Promise<readonly Activity[]>;
  /**
   * Tells of every entry from now on.
   * @param afterId first of those that came after this one; where it is not kept any more, `reset` is told instead
   * @returns stops it
   */
  follow(follower: Follower, afterId?: string): () => void;
  close(): Promise<void>;
}

/** About so many entries are kept. */
export const ENTRIES_KEPT = 2_000;
/** Milliseconds for which a name counts. */
export const ONCE_MILLISECONDS = 3_600_000;

export function fits({ imageId, kind }: ActivityFilter, entry: Activity): boolean {
  return (imageId === undefined || entry.imageId === imageId) && (kind === undefined || entry.kind === kind);
}
