/** What became of one candidate. */
export type VerdictCode =
  | 'chosen'
  | 'current'
  | 'twin'
  | 'not-newest'
  | 'not-newer'
  | 'unknown'
  | 'prerelease'
  | 'above-range'
  | 'out-of-range'
  | 'not-a-version'
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
  chosen: 'The field moves to this tag.',
  current: 'The field holds this tag already, and it counts.',
  twin: 'It counts and is the same version as the chosen tag, only spelled otherwise.',
  'not-newest': 'It counts, but a newer tag counts too.',
  'not-newer': 'It counts, but is not newer than the current tag.',
  unknown: 'It counts and is newer than the current tag, but the tags could not be listed now.',
  prerelease: 'It is a pre-release, and the range does not name a pre-release of that version.',
  'above-range': 'It is higher than everything that the range allows.',
  'out-of-range': 'It is below the range or in a gap of it.',
  'not-a-version': 'It is not a full version, so it cannot be ranked.',
  signature: 'It is a signature, an attestation or a list of referrers, not an image.',
};
