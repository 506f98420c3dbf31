import type { Fate } from './fate.ts';
import type { OpenPull, RebuildReason, Wanted } from './known-pulls.ts';
import { isSameField, type Target } from './target.ts';

export interface RebuildQuestion {
  readonly fateOf: (target: Target) => Fate;
  /** The forge merges only what is up to date with the base. */
  readonly mustBeUpToDate: boolean;
}

/**
 * Why a branch that is ours should be built anew, `unknown` where nobody can say whether it should, or undefined where
 * it is good as it is.
 */
export function rebuildReason(
  { branch, asked }: Pick<OpenPull, 'branch' | 'asked'>,
  wanted: Wanted,
  { fateOf, mustBeUpToDate }: RebuildQuestion,
): RebuildReason | 'unknown' | undefined {
  if (branch === undefined) return 'gone';
  if (asked) return 'asked';
  const left = branch.targets.filter((target) => !wanted.targets.some((one) => isSameTarget(one, target)));
  const fates = left.map(fateOf);
  // What a failed listing no longer proposes must not be dropped from a pull request (law 3).
  if (fates.some(({ is }) => is === 'unknown')) return 'unknown';
  if (branch.conflicts) return 'conflict';
  const isNew = wanted.targets.some((target) => !branch.targets.some((one) => isSameTarget(one, target)));
  if (isNew || fates.some(({ is }) => is !== 'done')) return 'changed';
  return branch.behind && mustBeUpToDate ? 'behind' : undefined;
}

export function isSameTarget(a: Target, b: Target): boolean {
  return isSameField(a, b) && a.image === b.image && a.to === b.to;
}
