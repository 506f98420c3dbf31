/** Why a text is not a tag policy. */
export type TagPolicyErrorCode = 'empty' | 'too-long' | 'unknown-policy' | 'missing-range' | 'bad-range';

/** What each code means, for the docs. */
export const policyFaults: Readonly<Record<TagPolicyErrorCode, string>> = {
  empty: 'The policy is empty.',
  'too-long': 'The policy is longer than any real one.',
  'unknown-policy': 'No policy has the word before the colon as its name.',
  'missing-range': '`semver:` is not followed by a range.',
  'bad-range': 'What follows `semver:` is not a valid range.',
};

const shownLength = 120;

/** A text that is not a tag policy. The message quotes it, says what is wrong and ends with the next step. */
export class TagPolicyError extends Error {
  override readonly name = 'TagPolicyError';
  readonly code: TagPolicyErrorCode;
  /** The policy's text as it was given. */
  readonly text: string;

  constructor(code: TagPolicyErrorCode, text: string, problem: string, options?: ErrorOptions) {
    const shown = text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
    super(`${JSON.stringify(shown)} is not a tag policy: ${problem}`, options);
    this.code = code;
    this.text = text;
  }
}
