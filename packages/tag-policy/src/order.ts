import type { Candidate } from './listing.ts';
import type { VerdictCode } from './verdict.ts';

/** Why a tag does not count, by code and in one sentence. */
export interface Refusal {
  readonly code: VerdictCode;
  readonly reason: string;
}

/** Where a tag stands in an order: it can be ranked if it has a key, and it counts if it has no refusal. */
export type Standing<Key = unknown> =
  | { readonly key: Key; readonly refusal?: Refusal }
  | { readonly key?: undefined; readonly refusal: Refusal };

/** A policy's idea of which tags count and which of two is newer. Keys are given back only to the order they are from. */
export interface Order<Key = unknown> {
  standing(candidate: Candidate): Standing<Key>;
  /** Negative where `a` is lower than `b`, positive where it is higher, 0 where they are equal in this order. */
  compare(a: Key, b: Key): number;
}

/** One row of the table of orders: how a policy is written and how its argument is read. */
export interface OrderKind {
  /** The word before the colon. */
  readonly name: string;
  /** How the whole policy is written, for docs and messages: `semver:<range>`. */
  readonly form: string;
  /**
   * Reads what follows the colon, trimmed; `undefined` where there is no colon. `text` is the whole policy.
   *
   * @throws TagPolicyError where the argument is not valid.
   */
  read(argument: string | undefined, text: string): Order;
}
