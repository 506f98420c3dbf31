import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGlob } from '../src/glob.ts';

const matches = (glob: string, text: string): boolean | undefined => parseGlob(glob)?.(text);

describe('a glob', () => {
  it.each([
    ['*', ''],
    ['*', 'a/b.c'],
    ['a*c', 'abcbc'],
    ['?.?', '1.2'],
    ['[a-c]x', 'bx'],
    ['[!a-c]x', 'dx'],
    ['[^a]', 'b'],
    ['[]]', ']'],
    ['[a-]', '-'],
    ['\\*', '*'],
    ['**b**', 'abc'],
    ['-ls*', '-ls45'],
  ])('%s matches %j', (glob, text) => {
    expect(matches(glob, text)).toBe(true);
  });

  it.each([
    ['a', 'ab'],
    ['?', ''],
    ['a*c', 'abcd'],
    ['[a-c]', 'd'],
    ['[!a]', 'a'],
    ['\\*', 'a'],
    ['', 'a'],
    ['1.*', '1x0'],
  ])('%s does not match %j', (glob, text) => {
    expect(matches(glob, text)).toBe(false);
  });

  it.each(['[', '[a', 'a\\', '[b-a]', '[]'])('%s is none', (glob) => {
    expect(parseGlob(glob)).toBeUndefined();
  });

  it('means what the same regular expression means', () => {
    const globs = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 10 });
    fc.assert(
      fc.property(globs, texts, (glob, text) => {
        const regex = new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(matches(glob, text)).toBe(regex.test(text));
      }),
    );
  });
});
