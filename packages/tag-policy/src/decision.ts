import type { Candidate } from './listing.ts';
import type { Verdict } from './verdict.ts';

/** What was decided for one image field. */
export type DecisionCode =
  | 'update'
  | 'down'
  | 'current'
  | 'not-newer'
  | 'above-range'
  | 'too-young'
  | 'no-candidate'
  | 'no-clock'
  | 'unknown';

/** What a field should hold, and why. */
export interface Choice {
  /**
   * What the field should hold. It can be what it holds already; then the code is `current`. Absent where nothing
   * should be written.
   */
  readonly chosen?: Candidate;
  readonly code: DecisionCode;
  /** One sentence for a person, without a full stop. */
  readonly reason: string;
}

/** A choice, and what became of every candidate. */
export interface Decision extends Choice {
  /**
   * Empty unless asked for. Else one verdict for each tag: those that count, best first; then those that can be
   * ranked, highest first; then the rest by code point.
   */
  readonly verdicts: readonly Verdict[];
}

/** What each decision means, in the order of the docs. */
export const decisions: Readonly<Record<DecisionCode, string>> = {
  update:
    'A tag counts that is newer than the current one, or the current one cannot be ranked or does not count; or the tag is right and its digest is to be written.',
  down: 'Moves down are allowed, and the newest tag that counts is lower than the current one.',
  current: 'The field holds the newest version already.',
  'not-newer': 'The newest tag that counts is lower than the current one; the field is left.',
  'above-range': 'The current tag is higher than everything that the range allows; the field is left.',
  'too-young': 'Newer tags count, but none has been there for the minimum age; the field is left.',
  'no-candidate': 'No tag counts; the field is left.',
  'no-clock':
    'Some tags have only a push time and some only a build time, so they cannot be compared; the field is left.',
  unknown:
    'The tags, or what is needed of them, could not be read, or not all of them, and what is known is no reason to move; the field is left.',
};
