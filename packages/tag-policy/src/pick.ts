import { type AgeRule, isOldEnough } from './age.ts';
import { supersedes } from './distinct-candidates.ts';
import type { Candidate, Current } from './listing.ts';
import type { Measured } from './measure.ts';
import { spellingPreference } from './preference.ts';

/** A candidate that counts. */
export interface Counting {
  readonly candidate: Candidate;
  readonly key: unknown;
}

/** The candidates that matter for a choice. */
export interface Picked {
  /** The newest that counts, however young. */
  readonly newest: Counting | undefined;
  /** The newest that counts and is old enough, or is the field's own tag. */
  readonly eligible: Counting | undefined;
}

/** Finds the newest candidates in one pass. The outcome does not depend on their order. */
export function pick(measured: Measured, current: Current, age: AgeRule): Picked {
  const isNewer = newerThan(measured, current);
  let newest: Counting | undefined;
  let eligible: Counting | undefined;
  const { candidates, standings } = measured;
  for (let index = 0; index < candidates.length; index++) {
    const candidate = candidates[index];
    const standing = standings[index];
    if (candidate === undefined || standing === undefined || standing.refusal !== undefined) continue;
    const { key } = standing;
    if (newest === undefined || isNewer(candidate, key, newest)) newest = { candidate, key };
    if (age.minAge <= 0) continue;
    if (eligible !== undefined && !isNewer(candidate, key, eligible)) continue;
    if (candidate.tag === current.tag || isOldEnough(candidate, age)) eligible = { candidate, key };
  }
  return { newest, eligible: age.minAge <= 0 ? newest : eligible };
}

function newerThan(
  { compare }: Measured,
  current: Current,
): (candidate: Candidate, key: unknown, than: Counting) => boolean {
  let prefer: ReturnType<typeof spellingPreference> | undefined;
  return (candidate, key, than) => {
    const higher = compare(key, than.key);
    if (higher !== 0) return higher > 0;
    if (candidate.tag === than.candidate.tag) return supersedes(candidate, than.candidate);
    prefer ??= spellingPreference(current.tag);
    return prefer(candidate.tag, than.candidate.tag) < 0;
  };
}
