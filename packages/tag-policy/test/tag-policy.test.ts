import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PolicyOptions, parsePolicy, policyForms, TagPolicyError } from '../src/index.ts';

function faultOf(text: string, options: PolicyOptions = {}): TagPolicyError | undefined {
  try {
    parsePolicy(text, options);
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
    ['numeric:asc', 'bad-order'],
    ['numeric:', 'bad-order'],
    ['alphabetical:up', 'bad-order'],
    ['newest:first', 'bad-order'],
    ['digest', 'bad-tag'],
    ['digest:', 'bad-tag'],
    ['digest:a b', 'bad-tag'],
    ['digest:latest@digest', 'bad-digest'],
    ['semver-loose', 'missing-range'],
    ['semver-loose:x.y.z.w', 'bad-range'],
    ['numeric@digest-pin', 'unknown-policy'],
  ])('refuses %j as %s', (text, code) => {
    expect(faultOf(text)).toMatchObject({ code, text });
  });

  it('names the known policies to who writes an unknown one', () => {
    expect(faultOf('glob:1.*')?.message).toBe(
      `"glob:1.*" is not a tag policy: there is no policy "glob"; write one of ${policyForms.join(', ')}`,
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

  it.each([
    ['semver:^1', 'keep'],
    ['semver:^1@digest', 'pin'],
    ['semver:^1 @digest', 'pin'],
    ['numeric@digest-follow', 'follow'],
    ['digest:latest', 'follow'],
    ['digest:latest@digest-follow', 'follow'],
  ])('%s says what becomes of digests: %s', (text, digestMode) => {
    expect(parsePolicy(text).digestMode).toBe(digestMode);
  });

  it.each<[string, PolicyOptions, string]>([
    ['semver:^1', { filters: ['1.*'] }, 'bad-filter'],
    ['semver:^1', { filters: ['regex:'] }, 'bad-filter'],
    ['semver:^1', { filters: ['regex:('] }, 'bad-filter'],
    ['semver:^1', { filters: ['regex:(?=a)'] }, 'bad-filter'],
    ['semver:^1', { filters: ['regex:(a)\\1'] }, 'bad-filter'],
    ['semver:^1', { filters: ['glob:[a'] }, 'bad-filter'],
    ['semver:^1', { filters: ['glob:[b-a]'] }, 'bad-filter'],
    ['semver:^1', { filters: ['glob:a\\'] }, 'bad-filter'],
    ['semver:^1', { filters: ['!regex:(?<key>a)'] }, 'bad-filter'],
    ['semver:^1', { filters: ['regex:(?<key>a)', 'regex:(?<key>b)'] }, 'bad-filter'],
    ['semver:^1', { filters: [`glob:${'a'.repeat(1024)}`] }, 'too-long'],
    ['semver:^1', { filters: Array.from({ length: 51 }, () => 'glob:*') }, 'too-long'],
    ['semver:^1', { suffix: '' }, 'bad-suffix'],
    ['semver:^1', { suffix: '-[a' }, 'bad-suffix'],
    ['semver:^1', { suffix: 'a'.repeat(257) }, 'too-long'],
    ['numeric', { suffix: 'keep' }, 'bad-suffix'],
    ['newest', { suffix: '-alpine' }, 'bad-suffix'],
  ])('refuses %s with %j as %s', (text, options, code) => {
    expect(faultOf(text, options)?.code).toBe(code);
  });

  it('knows two policies that say the same', () => {
    const one = parsePolicy('semver: ^1', { filters: ['glob:a', 'glob:b'] });
    const other = parsePolicy(' semver:^1', { filters: ['glob:b', 'glob:a'] });
    expect(one.identity).toBe(other.identity);
    const all = [
      one,
      parsePolicy('semver:^1'),
      parsePolicy('semver:^1@digest'),
      parsePolicy('semver-loose:^1'),
      parsePolicy('semver:^1', { suffix: 'keep' }),
      parsePolicy('numeric'),
      parsePolicy('numeric:desc'),
    ];
    expect(new Set(all.map(({ identity }) => identity)).size).toBe(all.length);
  });
});
