/** A version as it is compared. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** The parts between the dots; empty for a release. */
  readonly prerelease: readonly (string | number)[];
  /** What follows the numbers, where suffixes have a meaning of their own; else empty. */
  readonly suffix: string;
}

/** How a version may be written. */
export interface VersionForm {
  /** Whether `1` and `1.2` are versions too. */
  readonly loose: boolean;
  /** Whether what follows the numbers is a suffix, and no pre-release. */
  readonly suffixed: boolean;
}

/** Why a text is no version. */
export type VersionFault = 'not-full' | 'not-loose' | 'date' | 'inexact';

/** The longest version, in characters, as `semver` has it: https://github.com/npm/node-semver */
const maxLength = 256;
/** Where numbers are left out, a first one with so many digits is a date, a build number or a commit. */
const dateDigits = 6;
const none: readonly never[] = [];

/**
 * Reads a text as a version, with or without one leading `v`: three numbers without leading zeros, or with `loose` one
 * to three. Build metadata is not read, because a tag cannot hold a `+`. Numbers that a double does not hold exactly
 * are refused, also in a pre-release: two of them could not be told apart.
 *
 * Reads what `parse` of `semver` reads, but character by character: it is the inner loop of every decision.
 */
export function readVersion(text: string, form: VersionForm): Version | VersionFault {
  const notOne = form.loose ? 'not-loose' : 'not-full';
  const begin = text.charCodeAt(0) === 118 ? 1 : 0;
  if (text.length - begin > maxLength) return notOne;
  let at = begin;
  let major = 0;
  let minor = 0;
  let patch = 0;
  let count = 0;
  let majorDigits = 0;
  for (;;) {
    const start = at;
    let number = 0;
    for (let code = text.charCodeAt(at); code >= 48 && code <= 57; code = text.charCodeAt(++at)) {
      number = number * 10 + (code - 48);
    }
    const digits = at - start;
    if (digits === 0 || (digits > 1 && text.charCodeAt(start) === 48)) return notOne;
    if (number > Number.MAX_SAFE_INTEGER) return 'inexact';
    count++;
    if (count === 1) {
      major = number;
      majorDigits = digits;
    } else if (count === 2) minor = number;
    else patch = number;
    if (count === 3 || text.charCodeAt(at) !== 46) break;
    at++;
  }
  if (count < 3) {
    if (!form.loose) return notOne;
    if (majorDigits >= dateDigits) return 'date';
    const next = text.charCodeAt(at + 1);
    if (text.charCodeAt(at) === 45 && next >= 48 && next <= 57) return 'date';
  }
  if (at === text.length) return { major, minor, patch, prerelease: none, suffix: '' };
  const rest = text.slice(at);
  if (form.suffixed) {
    return /^[-_A-Za-z]/.test(rest) ? { major, minor, patch, prerelease: none, suffix: rest } : notOne;
  }
  const prerelease = readPrerelease(rest);
  if (prerelease === undefined) return notOne;
  return typeof prerelease === 'string' ? prerelease : { major, minor, patch, prerelease, suffix: '' };
}

/** `rest` begins with what stands after the numbers: a dash, or it is no pre-release. */
function readPrerelease(rest: string): (string | number)[] | 'inexact' | undefined {
  if (rest.charCodeAt(0) !== 45) return undefined;
  const parts: (string | number)[] = [];
  for (const part of rest.slice(1).split('.')) {
    if (/^\d+$/.test(part)) {
      if (part.length > 1 && part.startsWith('0')) return undefined;
      const number = Number(part);
      // `semver` leaves the highest one as text already.
      if (number >= Number.MAX_SAFE_INTEGER) return 'inexact';
      parts.push(number);
    } else if (/^[0-9A-Za-z-]+$/.test(part)) parts.push(part);
    else return undefined;
  }
  return parts;
}

/** By precedence: https://semver.org/spec/v2.0.0.html#spec-item-11. Suffixes are not compared. */
export function compareVersions(a: Version, b: Version): number {
  return (
    a.major - b.major ||
    a.minor - b.minor ||
    a.patch - b.patch ||
    comparePrereleases(a.prerelease, b.prerelease)
  );
}

function comparePrereleases(a: Version['prerelease'], b: Version['prerelease']): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const one = a[index];
    const other = b[index];
    if (one === other || one === undefined || other === undefined) continue;
    if (typeof one !== typeof other) return typeof one === 'number' ? -1 : 1;
    return one < other ? -1 : 1;
  }
  return a.length - b.length;
}
