import { distinctCandidates } from './distinct-candidates.ts';
import type { Candidate, Current } from './listing.ts';
import type { Order, Refusal, Standing } from './order.ts';
import { compareText, spellingPreference } from './preference.ts';
import { isSignatureTag } from './signature-tag.ts';

/** A candidate that counts. */
export interface Counting {
  readonly candidate: Candidate;
  readonly key: unknown;
}

/** A candidate that does not count. */
interface Refused {
  readonly tag: string;
  readonly key?: unknown;
  readonly refusal: Refusal;
}

/** Every candidate in its place. */
export interface Ranking {
  /** Best first; the first is the one that may be chosen. */
  readonly counting: readonly Counting[];
  /** Those that can be ranked first, highest first; then the rest by code point. */
  readonly refused: readonly Refused[];
  /** Where the tag stands that the field holds; absent where it holds none. */
  readonly current?: Standing;
}

/** Puts candidates in order. The outcome does not depend on the order in which they are given. */
export function rank(order: Order, candidates: readonly Candidate[], current: Current): Ranking {
  const counting: Counting[] = [];
  const refused: Refused[] = [];
  for (const candidate of distinctCandidates(candidates)) {
    const { key, refusal } = standing(order, candidate);
    if (refusal === undefined) counting.push({ candidate, key });
    else refused.push({ tag: candidate.tag, key, refusal });
  }
  const prefer = spellingPreference(current.tag);
  counting.sort((a, b) => order.compare(b.key, a.key) || prefer(a.candidate.tag, b.candidate.tag));
  refused.sort((a, b) => compareRefused(order, a, b));
  const held = current.tag === undefined ? {} : { current: standing(order, { tag: current.tag }) };
  return { counting, refused, ...held };
}

function standing(order: Order, candidate: Candidate): Standing {
  if (!isSignatureTag(candidate.tag)) return order.standing(candidate);
  const reason = `${candidate.tag} is a signature or other attachment of an image`;
  return { refusal: { code: 'signature', reason } };
}

function compareRefused(order: Order, a: Refused, b: Refused): number {
  if (a.key !== undefined && b.key !== undefined) {
    return order.compare(b.key, a.key) || compareText(a.tag, b.tag);
  }
  if (a.key === undefined && b.key === undefined) return compareText(a.tag, b.tag);
  return a.key === undefined ? 1 : -1;
}
