import type { Listing } from './listing.ts';
import { measure } from './measure.ts';
import { readHeldTag } from './read-tag.ts';
import { readEach } from './remember.ts';
import type { TagPolicy } from './tag-policy.ts';

/**
 * Compares two tags that a field held one after the other, in the order of its policy. A tag has its rank also where
 * it does not count, as a field's own tag has.
 *
 * @param listing where an order by time finds the times
 * @returns negative where `a` is lower, positive where it is higher, 0 where they rank the same; `undefined` where one
 * of them has no rank
 */
export function compareTags(policy: TagPolicy, listing: Listing, a: string, b: string): number | undefined {
  const keyOf = (tag: string): { readonly key?: unknown } | undefined => {
    if (policy.order.by === 'text') return readHeldTag(policy, tag, undefined);
    const { held, clockless } = measure(policy, listing.candidates, { tag }, (kept) =>
      readEach((text) => readHeldTag(policy, text, kept)),
    );
    return clockless === undefined ? held : undefined;
  };
  const [first, second] = [keyOf(a)?.key, keyOf(b)?.key];
  if (first === undefined || second === undefined) return undefined;
  return policy.order.by === 'text' ? policy.order.compare(first, second) : Number(first) - Number(second);
}
