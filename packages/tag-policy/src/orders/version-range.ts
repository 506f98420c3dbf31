import { type Comparator, Range, type SemVer } from 'semver';
import { TagPolicyError } from '../tag-policy-error.ts';

/** A range of versions, as npm writes ranges: https://github.com/npm/node-semver#ranges */
export interface VersionRange {
  /** As the owner wrote it. */
  readonly text: string;
  /** Whether the owner names a pre-release, as in `>=1.2.0-rc.1`. */
  readonly namesPrerelease: boolean;
  /** A pre-release is in the range only where the range names a pre-release of the very same version. */
  includes(version: SemVer): boolean;
  /** Whether the version lies between the range's bounds, pre-release or not. */
  includesButForPrerelease(version: SemVer): boolean;
  /** Whether the version is higher than every version that the range can allow. */
  isBelow(version: SemVer): boolean;
}

const examples = '^1.4, ~1.4.2, ">=1.4.0 <2.0.0", "1.x || 3.x" or * for every version';

/** @throws TagPolicyError where the range is empty or not valid. `policy` is the whole policy's text. */
export function readVersionRange(text: string, policy: string): VersionRange {
  if (text === '') {
    throw new TagPolicyError('missing-range', policy, `it has no range; write semver: and then ${examples}`);
  }
  // npm reads an empty alternative as "every version", which nobody means who leaves one behind.
  if (text.split('||').some((alternative) => alternative.trim() === '')) {
    throw new TagPolicyError(
      'bad-range',
      policy,
      'nothing stands on one side of "||"; write a range there or remove it',
    );
  }
  const range = parseRange(text, {}, policy);
  const withPrereleases = parseRange(text, { includePrerelease: true }, policy);
  return {
    text,
    namesPrerelease: range.set.some((comparators) => comparators.some(namesPrerelease)),
    includes: (version) => range.test(version),
    includesButForPrerelease: (version) => withPrereleases.test(version),
    isBelow: (version) =>
      range.set.every((comparators) => comparators.some((comparator) => isBelow(comparator, version))),
  };
}

function parseRange(text: string, options: { includePrerelease?: boolean }, policy: string): Range {
  try {
    return new Range(text, options);
  } catch (cause) {
    const problem = `${JSON.stringify(text)} is not a valid range; write for example ${examples}`;
    throw new TagPolicyError('bad-range', policy, problem, { cause });
  }
}

// npm turns ^1.4 into ">=1.4.0 <2.0.0-0": a "-0" on an upper bound is its own word, not the owner's.
function namesPrerelease(comparator: Comparator): boolean {
  if (comparator.value === '') return false;
  const { prerelease } = comparator.semver;
  const ownBound = comparator.operator === '<' && prerelease.length === 1 && prerelease[0] === 0;
  return prerelease.length > 0 && !ownBound;
}

// `gtr` of semver takes pre-releases between the bounds for higher than the range, so the bounds are compared here.
function isBelow({ value, operator, semver }: Comparator, version: SemVer): boolean {
  if (value === '' || operator === '>' || operator === '>=') return false;
  const higher = version.compare(semver);
  return operator === '<' ? higher >= 0 : higher > 0;
}
