import type { Order } from './order.ts';
import { orders, policyForms } from './orders.ts';
import { TagPolicyError } from './tag-policy-error.ts';

/** The owner's rule for one image: which tags may be deployed, and which of them is the newest. */
export interface TagPolicy {
  /** As the owner wrote it, without space around it. */
  readonly text: string;
  /** The word before the colon: `semver`. */
  readonly name: string;
  readonly order: Order;
}

/** No policy is longer than this, in characters. */
const maxPolicyLength = 1024;

/**
 * Reads a tag policy, such as `semver:^1.4`. Every text either parses or is refused with a code.
 *
 * @throws TagPolicyError where the text is no policy.
 */
export function parsePolicy(text: string): TagPolicy {
  if (text.length > maxPolicyLength) {
    throw new TagPolicyError('too-long', text, `it is longer than ${maxPolicyLength} characters; shorten it`);
  }
  const trimmed = text.trim();
  const known = policyForms.join(', ');
  if (trimmed === '') throw new TagPolicyError('empty', text, `it is empty; write one of ${known}`);

  const colon = trimmed.indexOf(':');
  const name = colon < 0 ? trimmed : trimmed.slice(0, colon);
  const kind = orders.find((candidate) => candidate.name === name);
  if (kind === undefined) {
    const problem = `there is no policy ${JSON.stringify(name)}; write one of ${known}`;
    throw new TagPolicyError('unknown-policy', text, problem);
  }
  const argument = colon < 0 ? undefined : trimmed.slice(colon + 1).trim();
  return { text: trimmed, name, order: kind.read(argument, text) };
}
