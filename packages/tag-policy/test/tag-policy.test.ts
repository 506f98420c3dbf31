import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy, TagPolicyError } from '../src/index.ts';

function faultOf(text: string): TagPolicyError | undefined {
  try {
    parsePolicy(text);
    return undefined;
  } catch (error) {
    if (error instanceof TagPolicyError) return error;
    throw error;
  }
}

describe('parsePolicy', () => {
  it.each([
    'semver:^1.4',
    'semver:~2.1',
    'semver:*',
    'semver:1.x || 3.x',
    'semver:>=1.2.0-rc.1 <2.0.0',
    'semver:1.2.3 - 2.3.4',
    'semver:v1.2',
    'semver:=1.2.3',
  ])('reads %s', (text) => {
    expect(parsePolicy(text)).toMatchObject({ text, name: 'semver' });
  });

  it('leaves out the space around a policy', () => {
    expect(parsePolicy('  semver: ^1.4\n').text).toBe('semver: ^1.4');
  });

  it.each([
    ['', 'empty'],
    [' \t', 'empty'],
    [`semver:${'1'.repeat(1024)}`, 'too-long'],
    ['semver', 'missing-range'],
    ['semver:', 'missing-range'],
    ['semver:  ', 'missing-range'],
    ['semver:latest', 'bad-range'],
    ['semver:^1.4, <1.9 !', 'bad-range'],
    ['semver:^1.4 ||', 'bad-range'],
    ['semver:|| 2', 'bad-range'],
    ['semver:||', 'bad-range'],
    ['semver:^99999999999999999', 'bad-range'],
    ['semver:>=1.0.0 <', 'bad-range'],
    ['^1.4', 'unknown-policy'],
    ['SemVer:^1.4', 'unknown-policy'],
    ['glob:1.*', 'unknown-policy'],
    ['constructor:1', 'unknown-policy'],
    ['__proto__', 'unknown-policy'],
    [':', 'unknown-policy'],
  ])('refuses %j as %s', (text, code) => {
    expect(faultOf(text)).toMatchObject({ code, text });
  });

  it('names the known policies to who writes an unknown one', () => {
    expect(faultOf('glob:1.*')?.message).toBe(
      '"glob:1.*" is not a tag policy: there is no policy "glob"; write one of semver:<range>',
    );
  });

  it('says what to write for a missing range, and keeps the cause of a bad one', () => {
    expect(faultOf('semver:')?.message).toMatch(
      /it has no range; write semver: and then .* or \* for every version$/,
    );
    expect(faultOf('semver:latest')?.cause).toBeInstanceOf(TypeError);
  });

  it('parses or refuses with a code, whatever the text', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((range) => `semver:${range}`),
      fc.string({ unit: fc.constantFrom(...'0123456789.xv*^~<>=|- ') }).map((range) => `semver:${range}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const fault = faultOf(text);
        expect(fault === undefined || fault.text === text).toBe(true);
      }),
    );
  });
});
