import fc from 'fast-check';
import { compare, parse, Range } from 'semver';
import { describe, expect, it } from 'vitest';
import { compareVersions, readVersion } from '../../src/orders/version.ts';
import { readVersionRange } from '../../src/orders/version-range.ts';

const full = { loose: false, suffixed: false };
const number = fc.oneof(
  fc.nat(12),
  fc.constantFrom(0, 9, 10, 99, 100, 9007199254740989, 9007199254740990, 9007199254740991),
);
const identifier = fc.oneof(
  number.map(String),
  fc.constantFrom('0', '1', '01', 'alpha', 'beta', 'rc', 'rc9', 'rc10', '-', '0-1', 'x1', 'A', ''),
);
const prerelease = fc
  .array(identifier, { minLength: 1, maxLength: 3 })
  .map((identifiers) => `-${identifiers.join('.')}`);
const versions = fc
  .tuple(number, number, number, fc.oneof(fc.constant(''), prerelease))
  .map(([major, minor, patch, pre]) => `${major}.${minor}.${patch}${pre}`);
const almost = fc.string({ unit: fc.constantFrom(...'0123456789.-avx_ '), maxLength: 14 });

describe('reading a version', () => {
  it('reads what semver reads, part by part', () => {
    fc.assert(
      fc.property(fc.oneof(versions, almost), (text) => {
        const known = /^\d/.test(text) && !/\s/.test(text) ? parse(text) : null;
        const own = readVersion(text, full);
        if (typeof own === 'string') {
          const inexact = known?.prerelease.some((part) => /^\d{16,}$/.test(String(part)));
          expect(known === null || inexact || text.startsWith('v')).toBe(true);
        } else if (!text.startsWith('v')) {
          const { major, minor, patch, prerelease: parts } = own;
          expect(parse(text)).toMatchObject({ major, minor, patch, prerelease: parts });
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('compares as semver compares', () => {
    fc.assert(
      fc.property(versions, versions, (a, b) => {
        const one = readVersion(a, full);
        const other = readVersion(b, full);
        if (typeof one === 'string' || typeof other === 'string') return;
        expect(Math.sign(compareVersions(one, other))).toBe(compare(a, b));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a range', () => {
  const small = fc.nat(3);
  const near = fc
    .tuple(small, small, small, fc.constantFrom('', '', '-0', '-rc.1', '-rc.2', '-alpha'))
    .map(([major, minor, patch, pre]) => `${major}.${minor}.${patch}${pre}`);
  const comparator = fc.oneof(
    fc.tuple(fc.constantFrom('', '^', '~', '>', '<', '>=', '<=', '='), near).map((parts) => parts.join('')),
    fc.constantFrom('1.x', '2', '*', '^1', '~2.1', '1.1 - 2.2'),
  );
  const ranges = fc
    .array(fc.array(comparator, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 })
    .map((sets) => sets.map((set) => set.join(' ')).join(' || '))
    .filter((text) => isRange(text));

  it('includes what semver includes, but for the pre-releases that -0 adds', () => {
    fc.assert(
      fc.property(ranges, near, (text, tag) => {
        const version = readVersion(tag, full);
        if (typeof version === 'string') return;
        const known = new Range(text);
        const named = known.set.some((set) =>
          set.some(
            ({ operator, value, semver }) => value !== '' && operator !== '<' && semver.prerelease[0] === 0,
          ),
        );
        const between = known.set.some((set) => set.every((one) => one.value === '' || one.test(tag)));
        const own = readVersionRange(text, text).includes(version);
        if (!named) expect(own).toBe(known.test(tag));
        else expect(known.test(tag) ? own : !own || between).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

function isRange(text: string): boolean {
  try {
    new Range(text);
    return true;
  } catch {
    return false;
  }
}
