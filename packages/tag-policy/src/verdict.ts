/** What became of one candidate. */
export type VerdictCode =
  | 'chosen'
  | 'current'
  | 'twin'
  | 'not-newest'
  | 'not-newer'
  | 'too-young'
  | 'unknown'
  | 'prerelease'
  | 'above-range'
  | 'out-of-range'
  | 'other-suffix'
  | 'other-tag'
  | 'not-a-version'
  | 'not-a-number'
  | 'no-time'
  | 'filtered'
  | 'ignored'
  | 'signature';

/** What was made of one candidate, and why. */
export interface Verdict {
  readonly tag: string;
  readonly code: VerdictCode;
  /** One sentence for a person, without a full stop. */
  readonly reason: string;
}

/** What each verdict means, in the order of the docs: first the tags that count, then those that do not. */
export const verdicts: Readonly<Record<VerdictCode, string>> = {
  chosen: 'The field moves to this tag, or takes the digest that it has now.',
  current: 'The field holds this tag already, and it counts.',
  twin: 'It counts and ranks the same as the chosen tag, which comes first in the order of ties.',
  'not-newest': 'It counts, but a newer tag counts too.',
  'not-newer': 'It counts, but is not newer than the current tag.',
  'too-young':
    'It counts and is newer, but has not been there for the minimum age, or it is not known since when.',
  unknown: 'It counts and may be newer than the current tag, but not enough is known to choose it.',
  prerelease: 'It is a pre-release, and the range does not name a pre-release of that version.',
  'above-range': 'It is higher than everything that the range allows.',
  'out-of-range': 'It is below the range or in a gap of it.',
  'other-suffix': 'What follows its version is not the suffix that is kept or asked for.',
  'other-tag': 'It is not the one tag that the policy names.',
  'not-a-version': 'It is not a version that the policy reads, so it cannot be ranked.',
  'not-a-number': 'It is not a whole number, so it cannot be ranked.',
  'no-time': 'Its time is not known, so it cannot be ranked.',
  filtered: 'It does not pass a `regex:` or `glob:` filter.',
  ignored: 'It is left out by a `!regex:` or `!glob:` filter.',
  signature: 'It is a signature, an attestation or a list of referrers, not an image.',
};
