import { compare } from 'semver';
import type { Part } from './parse-constraint.ts';
import { lowest, nextAfter } from './version-text.ts';

/** What `!=` leaves out, and the comparators for what is left on both sides. npm's ranges have no `!=`. */
export interface Exclusion {
  readonly part: Part;
  readonly below: string;
  readonly above: string;
}

export function excluded(part: Part): Exclusion {
  const { numbers } = part;
  const from = lowest(part);
  const above = numbers.length === 3 ? `>${from}` : `>=${nextAfter(numbers, numbers.length)}`;
  return { part, below: `<${from}`, above };
}

/** What is left between the exclusions: each gap as comparators that must both hold. One empty gap where nothing is excluded. */
export function gapsBetween(exclusions: readonly Exclusion[]): readonly (readonly string[])[] {
  const sorted = exclusions
    .filter((one, index) => !exclusions.some((other, at) => covers(other, at, one, index)))
    .toSorted((a, b) => compare(lowest(a.part), lowest(b.part)));
  return [undefined, ...sorted].map((before, index) => [
    ...(before === undefined ? [] : [before.above]),
    ...(sorted[index] === undefined ? [] : [sorted[index].below]),
  ]);
}

/** Whether another exclusion leaves out all that this one does; of two equal ones the first does. */
function covers(other: Exclusion, at: number, one: Exclusion, index: number): boolean {
  const wider = other.part.numbers;
  const narrower = one.part.numbers;
  if (at === index || !wider.every((number, position) => number === narrower[position])) return false;
  if (wider.length < 3 && narrower.length > wider.length) return true;
  return narrower.length === wider.length && other.part.prerelease === one.part.prerelease && at < index;
}
