import type { Candidate } from './listing.ts';

/** How old a candidate must be, and when that is asked. */
export interface AgeRule {
  /** The time of the decision, in milliseconds since the epoch. */
  readonly now: number;
  /** How long a tag must have been there before it is chosen, in milliseconds. */
  readonly minAge: number;
}

const minute = 60_000;
const units: readonly (readonly [string, number])[] = [
  ['d', 1440 * minute],
  ['h', 60 * minute],
  ['min', minute],
  ['s', 1000],
];

/** Since when the tag has been there: by the registry's clock, else since we first saw it. */
function since({ pushedAt, firstSeenAt }: Candidate): number | undefined {
  return pushedAt ?? firstSeenAt;
}

/** Whether the candidate has been there long enough. One that is there since nobody knows when has not. */
export function isOldEnough(candidate: Candidate, { now, minAge }: AgeRule): boolean {
  const start = since(candidate);
  return minAge <= 0 || (start !== undefined && now - start >= minAge);
}

/** Says why it is too young, in a sentence. */
export function whyTooYoung(candidate: Candidate, { now, minAge }: AgeRule): string {
  const start = since(candidate);
  const wanted = `the minimum age is ${duration(minAge)}`;
  if (start === undefined) return `it is not known since when ${candidate.tag} is there, and ${wanted}`;
  return `${candidate.tag} has been there for ${duration(Math.max(0, now - start))}, and ${wanted}`;
}

function duration(milliseconds: number): string {
  const [name, size] = units.find(([, unit]) => milliseconds >= unit) ?? ['s', 1000];
  return `${Math.floor((milliseconds / size) * 10) / 10} ${name}`;
}
