import { describe, expect, it } from 'vitest';
import { isSignatureTag } from '../src/index.ts';

const hex = '0123456789abcdef'.repeat(4);

describe('isSignatureTag', () => {
  it.each([
    `sha256-${hex}`,
    `sha256-${hex}.sig`,
    `sha256-${hex}.att`,
    `sha256-${hex}.sbom`,
    `sha512-${hex}`,
    `sha512-${hex}${hex}.sig`,
  ])('takes %s', (tag) => {
    expect(isSignatureTag(tag)).toBe(true);
  });

  it.each([
    '1.2.3',
    'sig',
    'sha-0123abc',
    `sha256-${hex.slice(1)}`,
    `sha256-${hex}0`,
    `sha256-${hex}-sig`,
    `x-sha256-${hex}`,
  ])('refuses %s', (tag) => {
    expect(isSignatureTag(tag)).toBe(false);
  });
});
