import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDigest, isTag } from '../src/index.ts';
import { digests, tags } from './arbitraries.ts';

const hex = '0123456789abcdef'.repeat(4);

describe('isTag', () => {
  it.each(['1', 'v1.2.3', '_', 'latest', 'A.-_', 'x'.repeat(128)])('takes %s', (text) => {
    expect(isTag(text)).toBe(true);
  });

  it.each(['', '.1', '-1', '1+2', 'a b', 'a\n', 'ä', 'x'.repeat(129)])('refuses %j', (text) => {
    expect(isTag(text)).toBe(false);
  });
});

describe('isDigest', () => {
  it.each([`sha256:${hex}`, `sha384:${hex}${hex.slice(32)}`, `sha512:${hex}${hex}`])('takes %s', (text) => {
    expect(isDigest(text)).toBe(true);
  });

  it.each([
    '',
    hex,
    `sha256:${hex.toUpperCase()}`,
    `sha256:${hex}0`,
    `sha512:${hex}`,
    `sha1:${hex}`,
    `sha256:${hex}\n`,
  ])('refuses %j', (text) => {
    expect(isDigest(text)).toBe(false);
  });
});

it('no text is both a tag and a digest', () => {
  fc.assert(fc.property(tags, (text) => isTag(text) && !isDigest(text)));
  fc.assert(fc.property(digests, (text) => isDigest(text) && !isTag(text)));
});
