import type { Current } from './listing.ts';
import type { Refusal, Standing } from './order.ts';
import { isSignatureTag } from './signature-tag.ts';
import type { TagPolicy } from './tag-policy.ts';

const signature: Refusal = {
  code: 'signature',
  why: (tag) => `${tag} is a signature or other attachment of an image`,
};

const passes: Standing = {};

/** Where a tag stands by its text alone; `kept` is the suffix that must be kept. For a time order it has no key yet. */
export function readTag({ order, filterSet }: TagPolicy, tag: string, kept: string | undefined): Standing {
  if (isSignatureTag(tag)) return { refusal: signature };
  const text = filterSet.pass(tag);
  if (typeof text !== 'string') return { refusal: text };
  return order.by === 'time' ? passes : order.read(text, kept);
}

/**
 * Where the field's own tag stands. It has its rank also where a filter drops it, so that a version never moves down
 * only because a filter was written. In an order in which every text has a rank, a tag that is dropped has none.
 */
export function readHeldTag(policy: TagPolicy, tag: string, kept: string | undefined): Standing {
  const { order, filterSet } = policy;
  const standing = readTag(policy, tag, kept);
  if (standing.refusal === undefined || order.by === 'time' || order.ranksAll || isSignatureTag(tag)) {
    return standing;
  }
  const text = filterSet.textOf(tag);
  if (text === undefined) return standing;
  const own = order.read(text, kept);
  return { refusal: standing.refusal, ...own };
}

/**
 * The suffix that the field keeps; `undefined` where the policy keeps none or the field's tag has none to keep. A field
 * without a tag, or with `latest`, keeps to tags without a suffix.
 */
export function keptSuffix({ order, filterSet, suffix }: TagPolicy, { tag }: Current): string | undefined {
  if (suffix !== 'keep' || order.by === 'time' || order.keeps === undefined) return undefined;
  if (tag === undefined || tag === 'latest') return '';
  const text = filterSet.textOf(tag);
  return text === undefined ? undefined : order.keeps(text);
}
