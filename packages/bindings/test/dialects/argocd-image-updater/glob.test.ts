import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../../src/dialects/argocd-image-updater/glob.ts';

describe('globs that match', () => {
  it.each([
    ['*', 'web'],
    ['app-*', 'app-'],
    ['app-?', 'app-1'],
    ['v[0-9].[!x]', 'v1.!'],
    ['[^a]b', 'bb'],
    [String.raw`\*`, '*'],
    [String.raw`[\]]`, ']'],
    ['[[]', '['],
    ['a.b', 'a.b'],
  ])('%s: %s', (pattern, text) => {
    expect(matchesGlob(pattern, text)).toBe(true);
  });
});

describe('globs that do not', () => {
  it.each([
    ['app-?', 'app-'],
    ['*', 'a/b'],
    ['a.b', 'axb'],
    ['[^a]b', 'ab'],
    ['[z-a]', 'z'],
    ['[', '['],
    ['a]', 'b'],
    ['a\\', 'a\\'],
    ['web', 'webs'],
  ])('%s: %s', (pattern, text) => {
    expect(matchesGlob(pattern, text)).toBe(false);
  });
});

it('never fails on any pattern', () => {
  const unit = fc.constantFrom(...'ab*?[]^-\\.');
  fc.assert(
    fc.property(fc.string({ unit }), fc.string({ unit }), (pattern, text) => {
      expect(typeof matchesGlob(pattern, text)).toBe('boolean');
    }),
  );
});
