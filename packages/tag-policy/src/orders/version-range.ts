import { type Comparator, Range } from 'semver';
import { TagPolicyError } from '../tag-policy-error.ts';
import { compareVersions, type Version } from './version.ts';

/** A range of versions, as npm writes ranges: https://github.com/npm/node-semver#ranges */
export interface VersionRange {
  /** As the owner wrote it. */
  readonly text: string;
  /** Whether the owner names a pre-release, as in `>=1.2.0-rc.1`. */
  readonly namesPrerelease: boolean;
  /**
   * A pre-release is in the range only where the range names a pre-release of the very same version, or names `-0` as
   * a pre-release: then it counts every one between its bounds.
   */
  includes(version: Version): boolean;
  /** Whether the version lies between the range's bounds, pre-release or not. */
  includesButForPrerelease(version: Version): boolean;
  /** Whether the version is higher than every version that the range can allow. */
  isBelow(version: Version): boolean;
}

/** One comparison that a version has to pass. */
interface Bound {
  readonly operator: Comparator['operator'];
  readonly version: Version;
  /** Whether the owner wrote its pre-release. */
  readonly namesPrerelease: boolean;
}

/** One side of `||`. */
interface Alternative {
  readonly bounds: readonly Bound[];
  /** Whether every pre-release between the bounds counts. */
  readonly everyPrerelease: boolean;
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
  const alternatives = parseRange(text, {}, policy);
  const withPrereleases = parseRange(text, { includePrerelease: true }, policy);
  return {
    text,
    namesPrerelease: alternatives.some(({ bounds }) => bounds.some((bound) => bound.namesPrerelease)),
    includes: (version) => alternatives.some((alternative) => includes(alternative, version)),
    includesButForPrerelease: (version) => withPrereleases.some(({ bounds }) => isWithin(bounds, version)),
    isBelow: (version) => alternatives.every(({ bounds }) => bounds.some((bound) => isBelow(bound, version))),
  };
}

function parseRange(text: string, options: { includePrerelease?: boolean }, policy: string): Alternative[] {
  try {
    return new Range(text, options).set.map((comparators) => {
      // An empty comparator lets everything through.
      const bounds = comparators.filter(({ value }) => value !== '').map(toBound);
      return { bounds, everyPrerelease: bounds.some(namesZero) };
    });
  } catch (cause) {
    const problem = `${JSON.stringify(text)} is not a valid range; write for example ${examples}`;
    throw new TagPolicyError('bad-range', policy, problem, { cause });
  }
}

function toBound({ operator, semver: { major, minor, patch, prerelease } }: Comparator): Bound {
  // npm turns ^1.4 into ">=1.4.0 <2.0.0-0": a "-0" on an upper bound is its own word, not the owner's.
  const ownBound = operator === '<' && prerelease.length === 1 && prerelease[0] === 0;
  const version = { major, minor, patch, prerelease, suffix: '' };
  return { operator, version, namesPrerelease: prerelease.length > 0 && !ownBound };
}

function namesZero({ namesPrerelease, version: { prerelease } }: Bound): boolean {
  return namesPrerelease && prerelease.length === 1 && prerelease[0] === 0;
}

function includes({ bounds, everyPrerelease }: Alternative, version: Version): boolean {
  if (!isWithin(bounds, version)) return false;
  if (version.prerelease.length === 0 || everyPrerelease) return true;
  return bounds.some(({ version: named }) => named.prerelease.length > 0 && isSameRelease(named, version));
}

function isSameRelease(a: Version, b: Version): boolean {
  return a.major === b.major && a.minor === b.minor && a.patch === b.patch;
}

function isWithin(bounds: readonly Bound[], version: Version): boolean {
  for (const bound of bounds) if (!isOnSide(bound, version)) return false;
  return true;
}

function isOnSide({ operator, version: bound }: Bound, version: Version): boolean {
  const higher = compareVersions(version, bound);
  switch (operator) {
    case '<':
      return higher < 0;
    case '<=':
      return higher <= 0;
    case '>':
      return higher > 0;
    case '>=':
      return higher >= 0;
    default:
      return higher === 0;
  }
}

// `gtr` of semver takes pre-releases between the bounds for higher than the range, so the bounds are compared here.
function isBelow({ operator, version: bound }: Bound, version: Version): boolean {
  if (operator === '>' || operator === '>=') return false;
  const higher = compareVersions(version, bound);
  return operator === '<' ? higher >= 0 : higher > 0;
}
