import type { Candidate } from '@deployment-automator/tag-policy';
import type { ListingRecord } from '../reconcile/index.ts';

/** How an attempt to list an image ended. */
export interface ListingAttempt extends ListingRecord {
  /** Attempts that failed since the last one that told something. */
  readonly failures: number;
  /** The registry asks not to be called before this time; ms since the epoch. */
  readonly retryAt?: number;
  /** When the attempt ended. */
  readonly attemptedAt: number;
  /** What the last complete listing had and this one lacks, while it is not proved to be gone. */
  readonly missed?: readonly Candidate[];
  /** How many attempts told something: says which of the known tags have their turn to be looked up again. */
  readonly turn: number;
  /** The registry's name for the list that the candidates are of. */
  readonly etag?: string;
  /** That list came with the registry's times. */
  readonly timed?: true;
  /** The questions that it was read for, by their keys. */
  readonly asked?: readonly string[];
  /** What was looked up tag by tag, because the list does not tell it. */
  readonly lookedUp?: LookedUp;
}

/** What was looked up in one attempt. */
export interface LookedUp {
  /** Tags that were asked for by HEAD. */
  readonly tags: number;
  /** Images that were read for their build time, in at most three requests each. */
  readonly images: number;
  /** Tags that are left for the next attempt. */
  readonly left: number;
}
