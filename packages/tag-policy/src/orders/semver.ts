import { compareNaturally } from '../natural-order.ts';
import type { OrderKind, Refusal, SuffixRule, TextOrder, Written } from '../order.ts';
import { compareVersions, readVersion, type Version, type VersionFault } from './version.ts';
import { readVersionRange, type VersionRange } from './version-range.ts';

/**
 * `semver:<range>`: full versions inside an npm range, ordered as Semantic Versioning 2.0.0 says.
 * https://semver.org/spec/v2.0.0.html#spec-item-11
 */
export const semverKind: OrderKind = {
  name: 'semver',
  forms: ['semver:<range>'],
  takesSuffix: true,
  read: (written) => semverOrder(written, false),
};

/** `semver-loose:<range>`: the same, where `1` and `1.2` are versions too, with zeros for what is left out. */
export const semverLooseKind: OrderKind = {
  name: 'semver-loose',
  forms: ['semver-loose:<range>'],
  takesSuffix: true,
  read: (written) => semverOrder(written, true),
};

const faults: Readonly<Record<VersionFault, Refusal>> = {
  'not-full': { code: 'not-a-version', why: (tag) => `${tag} is not a full version such as 1.2.3` },
  'not-loose': { code: 'not-a-version', why: (tag) => `${tag} is not a version such as 1, 1.2 or 1.2.3` },
  date: { code: 'not-a-version', why: (tag) => `${tag} reads as a date or a build number, not as a version` },
  inexact: {
    code: 'not-a-version',
    why: (tag) => `${tag} is not a version that can be compared: a number in it is too large`,
  },
};

const noSuffix: SuffixRule = { glob: '', matches: () => true };

function semverOrder({ argument, policy, suffix }: Written, loose: boolean): TextOrder<Version> {
  const range = readVersionRange(argument ?? '', policy);
  const refusals = rangeRefusals(range);
  const form = { loose, suffixed: suffix !== undefined };
  const rule = suffix ?? noSuffix;
  return {
    by: 'text',
    ranksAll: false,
    read(text, kept) {
      const version = readVersion(text, form);
      if (typeof version === 'string') return { refusal: faults[version] };
      if (suffix !== undefined && !suits(rule, version.suffix, kept)) {
        // Among other suffixes there is no order: only the numbers count.
        return { key: { ...version, suffix: '' }, refusal: otherSuffix(rule, kept) };
      }
      if (range.includes(version)) return { key: version };
      return { key: version, refusal: refuse(range, refusals, version) };
    },
    compare: (a, b) =>
      compareVersions(a, b) || (a.suffix === b.suffix ? 0 : compareNaturally(a.suffix, b.suffix)),
    keeps(text) {
      const version = readVersion(text, form);
      return typeof version === 'string' ? undefined : version.suffix;
    },
  };
}

function suits(rule: SuffixRule, suffix: string, kept: string | undefined): boolean {
  return 'keep' in rule ? suffix === kept : rule.matches(suffix);
}

function otherSuffix(rule: SuffixRule, kept: string | undefined): Refusal {
  const wanted = 'glob' in rule ? rule.glob : kept;
  const why = (tag: string): string => {
    if (wanted === undefined)
      return `${tag} may not fit, because the current tag is no version with a suffix to keep`;
    return wanted === ''
      ? `${tag} has a suffix, and the current tag has none`
      : `${tag} does not end in ${wanted}`;
  };
  return { code: 'other-suffix', why };
}

interface RangeRefusals {
  readonly above: Refusal;
  readonly prerelease: Refusal;
  readonly outside: Refusal;
}

function rangeRefusals({ text, namesPrerelease }: VersionRange): RangeRefusals {
  const none = namesPrerelease ? 'names none of that version' : 'names none';
  return {
    above: { code: 'above-range', why: (tag) => `${tag} is above the range ${text}` },
    prerelease: {
      code: 'prerelease',
      why: (tag) => `${tag} is a pre-release and the range ${text} ${none}`,
    },
    outside: { code: 'out-of-range', why: (tag) => `${tag} is outside the range ${text}` },
  };
}

function refuse(range: VersionRange, refusals: RangeRefusals, version: Version): Refusal {
  if (range.isBelow(version)) return refusals.above;
  return range.includesButForPrerelease(version) ? refusals.prerelease : refusals.outside;
}
