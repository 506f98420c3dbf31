/** Why a text is not a tag policy, or what stands beside it is no filter or suffix. */
export type TagPolicyErrorCode =
  | 'empty'
  | 'too-long'
  | 'unknown-policy'
  | 'missing-range'
  | 'bad-range'
  | 'bad-order'
  | 'bad-tag'
  | 'bad-digest'
  | 'bad-filter'
  | 'bad-suffix';

/** What each code means, for the docs. */
export const policyFaults: Readonly<Record<TagPolicyErrorCode, string>> = {
  empty: 'The policy is empty.',
  'too-long':
    'The policy, a filter or the suffix is longer than any real one, or there are too many filters.',
  'unknown-policy': 'No policy has the word before the colon as its name.',
  'missing-range': '`semver:` or `semver-loose:` is not followed by a range.',
  'bad-range': 'What follows `semver:` or `semver-loose:` is not a valid range.',
  'bad-order': 'What follows `numeric`, `alphabetical` or `newest` is none of its forms.',
  'bad-tag': 'What follows `digest:` is not a tag.',
  'bad-digest': '`@digest` stands after `digest:<tag>`, which follows its digest anyway.',
  'bad-filter':
    'A filter is not a valid `regex:`, `glob:`, `!regex:` or `!glob:`, or two of them have a group `key`.',
  'bad-suffix': 'The suffix is neither `keep` nor a valid glob, or the policy does not order versions.',
};

const shownLength = 120;
const kinds = { 'bad-filter': 'filter', 'bad-suffix': 'suffix' } as const;

/** A text that is not a tag policy. The message quotes it, says what is wrong and ends with the next step. */
export class TagPolicyError extends Error {
  override readonly name = 'TagPolicyError';
  readonly code: TagPolicyErrorCode;
  /** The text as it was given: the policy's, or the filter's or suffix's that is wrong. */
  readonly text: string;

  constructor(code: TagPolicyErrorCode, text: string, problem: string, options?: ErrorOptions) {
    const shown = text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
    const kind = code === 'bad-filter' || code === 'bad-suffix' ? kinds[code] : 'tag policy';
    super(`${JSON.stringify(shown)} is not a ${kind}: ${problem}`, options);
    this.code = code;
    this.text = text;
  }
}
