import { parseGlob } from './glob.ts';
import type { OrderKind, SuffixRule } from './order.ts';
import { TagPolicyError } from './tag-policy-error.ts';

const maxSuffixLength = 256;

/**
 * Reads `keep` or a glob such as `-alpine*`, which a version's suffix must match.
 *
 * @throws TagPolicyError where it is neither, or tags of this kind are no versions.
 */
export function readSuffix(text: string, kind: OrderKind): SuffixRule {
  if (kind.takesSuffix !== true) {
    const problem = `${kind.name} does not order versions; use a filter, or semver: or semver-loose:`;
    throw new TagPolicyError('bad-suffix', text, problem);
  }
  if (text === 'keep') return { keep: true };
  if (text.length > maxSuffixLength) {
    throw new TagPolicyError(
      'too-long',
      text,
      `its suffix is longer than ${maxSuffixLength} characters; shorten it`,
    );
  }
  const matches = text === '' ? undefined : parseGlob(text);
  if (matches === undefined) {
    throw new TagPolicyError(
      'bad-suffix',
      text,
      'write keep, or a glob such as "-alpine*"; close every bracket',
    );
  }
  return { glob: text, matches };
}
