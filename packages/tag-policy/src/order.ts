import type { VerdictCode } from './verdict.ts';

/** Why a tag does not count: one object for all tags that are refused alike, so that nothing is written for nobody. */
export interface Refusal {
  readonly code: VerdictCode;
  /** One sentence for a person, without a full stop. */
  readonly why: (tag: string) => string;
}

/** Where a tag stands: it can be ranked if it has a key, and it counts if it has no refusal. */
export interface Standing<Key = unknown> {
  readonly key?: Key;
  readonly refusal?: Refusal;
}

/** An order that reads the tags themselves. Keys are given back only to the order they are from. */
export interface TextOrder<Key = unknown> {
  readonly by: 'text';
  /** Whether every text has a rank. Then a tag that no filter lets through has none: nothing else tells it from a branch's name. */
  readonly ranksAll: boolean;
  /** `kept` is the suffix that must be kept, where the policy asks for that; `undefined` where no tag can have it. */
  read(text: string, kept: string | undefined): Standing<Key>;
  /** Negative where `a` is lower than `b`, positive where it is higher, 0 where they are equal in this order. */
  compare(a: Key, b: Key): number;
  /** The suffix that a field with this text keeps, or `undefined` where it has none to keep. */
  keeps?(text: string): string | undefined;
}

/** Which time of a tag is meant. `either`: push time where every tag that counts has one, else build time. */
export type ClockChoice = 'pushed' | 'built' | 'either';

/** An order that ranks tags by one of their times. */
export interface TimeOrder {
  readonly by: 'time';
  readonly clock: ClockChoice;
}

/** A policy's idea of which of two tags is newer. */
export type Order = TextOrder | TimeOrder;

/** What stands in a policy's text. */
export interface Written {
  /** The whole policy, as it was given. */
  readonly policy: string;
  /** What follows the first colon, trimmed; absent where there is no colon. */
  readonly argument?: string;
  readonly suffix?: SuffixRule;
}

/** Which suffixes after a version count. */
export type SuffixRule =
  | { readonly keep: true }
  | { readonly glob: string; matches(suffix: string): boolean };

/** One row of the table of orders: how a policy is written and how its argument is read. */
export interface OrderKind {
  /** The word before the colon. */
  readonly name: string;
  /** How the whole policy is written, for docs and messages: `semver:<range>`. */
  readonly forms: readonly string[];
  /** Whether its tags are versions, which a suffix can follow. */
  readonly takesSuffix?: true;
  /** @throws TagPolicyError where the argument is not valid. */
  read(written: Written): Order;
}
