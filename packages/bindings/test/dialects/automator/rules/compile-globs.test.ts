import { describe, expect, it } from 'vitest';
import { compileGlobs } from '../../../../src/dialects/automator/rules/compile-globs.ts';

function matches(glob: string, text: string): boolean | string {
  const compiled = compileGlobs([glob]);
  return typeof compiled === 'function' ? compiled(text) : compiled.fault;
}

describe('compileGlobs', () => {
  it.each([
    ['ghcr.io/acme/*', 'ghcr.io/acme/web', true],
    ['ghcr.io/acme/*', 'ghcr.io/acme/team/web', false],
    ['ghcr.io/acme/**', 'ghcr.io/acme/team/web', true],
    ['ghcr.io/{acme,shop}/*', 'ghcr.io/shop/web', true],
    ['clusters/?/web.yaml', 'clusters/a/web.yaml', true],
    ['**', '.hidden/web.yaml', true],
    ['apps/?web?.yaml', 'apps/(web).yaml', true],
  ])('%s on %s: %s', (glob, text, expected) => {
    expect(matches(glob, text)).toBe(expected);
  });

  it.each([
    ['', 'empty'],
    ['!a', 'turned round'],
    ['/apps/**', 'relative'],
    ['*a*a*a*b', 'stars'],
    ['**/a/**/a/**/a/**', '\\*\\*'],
    ['a'.repeat(257), 'longer'],
    ['a[', 'closing'],
    ['(a+)+b', 'parenthesis'],
    ['[a]+b', 'bracket'],
  ])('refuses %j', (glob, why) => {
    expect(matches(glob, 'a')).toEqual(expect.stringMatching(why));
  });
});
