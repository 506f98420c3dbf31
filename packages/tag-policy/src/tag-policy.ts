import { type FilterSet, readFilters } from './filters.ts';
import type { Order } from './order.ts';
import { orders, policyForms } from './orders.ts';
import { readSuffix } from './suffix.ts';
import { TagPolicyError } from './tag-policy-error.ts';

/**
 * What becomes of digests. `keep`: a field that has one gets the one of its new tag. `pin`: every field gets one, and
 * keeps it while the tag stays. `follow`: every field gets one, and a new one when its tag is pushed again.
 */
export type DigestMode = 'keep' | 'pin' | 'follow';

/** The owner's rule for one image: which tags may be deployed, and which of them is the newest. */
export interface TagPolicy {
  /** As the owner wrote it, without space around it and without its filters. */
  readonly text: string;
  /** The word before the colon: `semver`. */
  readonly name: string;
  /** As the owner wrote them. */
  readonly filters: readonly string[];
  /** `keep` or a glob; absent where a suffix has no meaning of its own. */
  readonly suffix?: string;
  readonly digestMode: DigestMode;
  /** Equal for two policies that say the same: a key for caches, and for finding conflicts. */
  readonly identity: string;
  readonly order: Order;
  readonly filterSet: FilterSet;
}

/** What narrows a policy. */
export interface PolicyOptions {
  /** `regex:`, `glob:`, `!regex:` and `!glob:`; a tag counts when it passes every one. Default: none. */
  readonly filters?: readonly string[];
  /** `keep` or a glob, for policies that order versions. Default: none; then a suffix makes a pre-release. */
  readonly suffix?: string;
}

/** No policy is longer than this, in characters. */
const maxPolicyLength = 1024;

/**
 * Reads a tag policy, such as `semver:^1.4` or `newest@digest`. Every text either parses or is refused with a code.
 *
 * @throws TagPolicyError where the text is no policy, or a filter or the suffix is not valid.
 */
export function parsePolicy(text: string, options: PolicyOptions = {}): TagPolicy {
  if (text.length > maxPolicyLength) {
    throw new TagPolicyError('too-long', text, `it is longer than ${maxPolicyLength} characters; shorten it`);
  }
  const trimmed = text.trim();
  const known = policyForms.join(', ');
  if (trimmed === '') throw new TagPolicyError('empty', text, `it is empty; write one of ${known}`);

  const { rule, mode } = splitDigestMode(trimmed);
  const colon = rule.indexOf(':');
  const name = colon < 0 ? rule : rule.slice(0, colon);
  const kind = orders.find((candidate) => candidate.name === name);
  if (kind === undefined) {
    const problem = `there is no policy ${JSON.stringify(name)}; write one of ${known}`;
    throw new TagPolicyError('unknown-policy', text, problem);
  }
  const digestMode = digestModeOf(name, mode, text);
  const suffix = options.suffix === undefined ? {} : { suffix: readSuffix(options.suffix, kind) };
  const argument = colon < 0 ? {} : { argument: rule.slice(colon + 1).trim() };
  const filters = options.filters ?? [];
  return {
    text: trimmed,
    name,
    filters,
    ...(options.suffix === undefined ? {} : { suffix: options.suffix }),
    digestMode,
    identity: JSON.stringify([
      name,
      argument.argument ?? null,
      digestMode,
      filters.toSorted(),
      options.suffix ?? null,
    ]),
    order: kind.read({ policy: text, ...argument, ...suffix }),
    filterSet: readFilters(filters),
  };
}

function splitDigestMode(text: string): { rule: string; mode: DigestMode } {
  for (const [ending, mode] of [
    ['@digest', 'pin'],
    ['@digest-follow', 'follow'],
  ] as const) {
    if (text.endsWith(ending)) return { rule: text.slice(0, -ending.length).trimEnd(), mode };
  }
  return { rule: text, mode: 'keep' };
}

function digestModeOf(name: string, written: DigestMode, text: string): DigestMode {
  if (name !== 'digest') return written;
  if (written !== 'pin') return 'follow';
  const problem = 'digest: follows the digest of its tag, so it cannot be pinned; remove "@digest"';
  throw new TagPolicyError('bad-digest', text, problem);
}
