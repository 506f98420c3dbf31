import type { SemVer } from 'semver';
import type { Order, OrderKind, Refusal } from '../order.ts';
import { readVersion } from './version.ts';
import { readVersionRange, type VersionRange } from './version-range.ts';

/**
 * `semver:<range>`: full versions inside an npm range, ordered as Semantic Versioning 2.0.0 says.
 * https://semver.org/spec/v2.0.0.html#spec-item-11
 */
export const semverKind: OrderKind = {
  name: 'semver',
  form: 'semver:<range>',
  read: (argument, text) => semverOrder(readVersionRange(argument ?? '', text)),
};

function semverOrder(range: VersionRange): Order<SemVer> {
  return {
    standing({ tag }) {
      const version = readVersion(tag);
      if (typeof version === 'string') return { refusal: { code: 'not-a-version', reason: version } };
      if (range.includes(version)) return { key: version };
      return { key: version, refusal: refuse(range, version, tag) };
    },
    compare: (a, b) => a.compare(b),
  };
}

function refuse(range: VersionRange, version: SemVer, tag: string): Refusal {
  if (range.isBelow(version)) {
    return { code: 'above-range', reason: `${tag} is above the range ${range.text}` };
  }
  if (range.includesButForPrerelease(version)) {
    const none = range.namesPrerelease ? 'names none of that version' : 'names none';
    return { code: 'prerelease', reason: `${tag} is a pre-release and the range ${range.text} ${none}` };
  }
  return { code: 'out-of-range', reason: `${tag} is outside the range ${range.text}` };
}
