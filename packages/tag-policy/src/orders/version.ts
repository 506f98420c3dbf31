import { parse, type SemVer } from 'semver';

const fullVersion = /^v?((?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z.-]+)?)$/;

/**
 * Reads a tag as a full version, with or without one leading `v`, or says in a sentence why it is none. Build metadata
 * is not read, because a tag cannot hold a `+`. Numbers that a double does not hold exactly are refused, also in a
 * pre-release: two of them could not be told apart.
 */
export function readVersion(tag: string): SemVer | string {
  const written = fullVersion.exec(tag)?.[1];
  if (written === undefined) return `${tag} is not a full version such as 1.2.3`;
  const version = parse(written);
  if (version === null || version.prerelease.some(isInexact)) {
    return `${tag} is not a version that can be compared: a part of it is not valid or a number is too large`;
  }
  return version;
}

// The parser leaves a number as text where it is too large.
function isInexact(identifier: string | number): boolean {
  return typeof identifier === 'string' && /^\d+$/.test(identifier);
}
