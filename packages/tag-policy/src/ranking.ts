import type { Current } from './listing.ts';
import type { Measured } from './measure.ts';
import type { Refusal } from './order.ts';
import type { Counting } from './pick.ts';
import { compareText, spellingPreference } from './preference.ts';

/** A candidate that does not count. */
interface Refused {
  readonly tag: string;
  readonly key?: unknown;
  readonly refusal: Refusal;
}

/** Every candidate in its place. */
export interface Ranking {
  /** Best first. */
  readonly counting: readonly Counting[];
  /** Those that can be ranked first, highest first; then the rest by code point. */
  readonly refused: readonly Refused[];
}

/** Puts candidates in order. The outcome does not depend on the order in which they are given. */
export function rank({ candidates, standings, compare }: Measured, current: Current): Ranking {
  const counting: Counting[] = [];
  const refused: Refused[] = [];
  for (const [index, candidate] of candidates.entries()) {
    const { key, refusal } = standings[index] ?? {};
    if (refusal === undefined) counting.push({ candidate, key });
    else refused.push({ tag: candidate.tag, key, refusal });
  }
  const prefer = spellingPreference(current.tag);
  counting.sort((a, b) => compare(b.key, a.key) || prefer(a.candidate.tag, b.candidate.tag));
  refused.sort((a, b) => compareRefused(compare, a, b));
  return { counting, refused };
}

function compareRefused(compare: Measured['compare'], a: Refused, b: Refused): number {
  if (a.key !== undefined && b.key !== undefined) return compare(b.key, a.key) || compareText(a.tag, b.tag);
  if (a.key === undefined && b.key === undefined) return compareText(a.tag, b.tag);
  return a.key === undefined ? 1 : -1;
}
