import type { Part } from './parse-constraint.ts';

/** The lowest version that a part names: `1.2.0` for `1.2`. */
export function lowest({ numbers, prerelease }: Part): string {
  const core = [...numbers, 0, 0, 0].slice(0, 3).join('.');
  return prerelease === '' ? core : `${core}-${prerelease}`;
}

/** The first version after all that begin with the first `length` numbers: `1.3.0` for two of `1.2.3`. */
export function nextAfter(numbers: readonly number[], length: number): string {
  const kept = numbers.slice(0, length).map((number, index) => (index === length - 1 ? number + 1 : number));
  return [...kept, 0, 0, 0].slice(0, 3).join('.');
}
