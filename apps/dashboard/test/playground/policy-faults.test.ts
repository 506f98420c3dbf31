import { describe, expect, it } from 'vitest';
import { caretUnder } from '../../src/playground/caret.ts';
import { example, type Inputs } from '../../src/playground/inputs.ts';
import { readPolicy } from '../../src/playground/policy-faults.ts';

function faultsOf(inputs: Partial<Inputs>): readonly string[] {
  const read = readPolicy({ ...example, ...inputs });
  if ('policy' in read) return ['no fault'];
  return read.faults.map(({ input, code, text, place }) => {
    const marks = place === undefined ? '' : `\n${caretUnder(text, place).marks}`;
    return `${input} ${code}\n${text}${marks}`;
  });
}

const badPolicies: readonly (readonly [code: string, policy: string, marks: string])[] = [
  ['empty', '', '^'],
  ['unknown-policy', 'latest', '^^^^^^'],
  ['unknown-policy', '  lastest:1', '  ^^^^^^^'],
  ['unknown-policy', 'nope@digest', '^^^^'],
  ['missing-range', 'semver:', '       ^'],
  ['missing-range', 'semver', '      ^'],
  ['missing-range', 'semver: @digest', '       ^'],
  ['bad-range', 'semver:^1.4.x.y', '       ^^^^^^^^'],
  ['bad-range', 'semver:^1.4 || ~x.y.z', '               ^^^^^^'],
  ['bad-range', 'semver:>=1.4 <two @digest', '             ^^^^'],
  ['bad-range', 'semver:1.x ||', '             ^'],
  ['bad-range', 'semver:foo bar', '       ^^^^^^^'],
  ['bad-order', 'numeric:up', '        ^^'],
  ['bad-order', 'newest: pulled', '        ^^^^^^'],
  ['bad-tag', 'digest:', '       ^'],
  ['bad-tag', 'digest:a b', '       ^^^'],
  ['bad-digest', 'digest:latest@digest ', '             ^^^^^^^'],
];

const badFilters: readonly (readonly [filter: string, marks: string])[] = [
  ['main-*', '^^^^^^'],
  ['regexp:main', '^^^^^^'],
  ['regex:', '      ^'],
  ['regex:(main', '      ^^^^^'],
  ['regex:main-[z-a]', '            ^^^'],
  ['regex:(?=main)', '      ^^^'],
  ['!glob:1.[0-9', '      ^^^^^^'],
  ['!regex:(?<key>1)', '       ^^^^^^^'],
];

describe('readPolicy', () => {
  it.each(badPolicies)('finds %s in "%s"', (code, policy, marks) => {
    expect(faultsOf({ policy })).toEqual([`policy ${code}\n${policy}\n${marks}`]);
  });

  it.each(badFilters)('finds the fault in the filter "%s"', (filter, marks) => {
    expect(faultsOf({ filters: filter })).toEqual([`filters bad-filter\n${filter}\n${marks}`]);
  });

  it('finds every fault at once', () => {
    expect(faultsOf({ policy: 'semver:', filters: 'regex:(\n\nglob:*\nglob:[' })).toEqual([
      'policy missing-range\nsemver:\n       ^',
      'filters bad-filter\nregex:(\n      ^',
      'filters bad-filter\nglob:[\n     ^',
    ]);
    expect(faultsOf({ policy: 'numeric', suffix: 'keep' })).toEqual(['suffix bad-suffix\nkeep']);
    expect(faultsOf({ suffix: '-[a' })).toEqual(['suffix bad-suffix\n-[a']);
  });

  it('finds what only two filters together do wrong', () => {
    const key = 'regex:^(?<key>.*)$';
    expect(faultsOf({ filters: `${key}\n${key}` })).toEqual([`filters bad-filter\n${key}\n       ^^^^^^^`]);
  });

  it('says of a text that is too long only that', () => {
    const policy = `semver:${'1'.repeat(2_000)}`;
    expect(faultsOf({ policy })).toEqual([`policy too-long\n${policy}`]);
    const filter = `regex:${'a'.repeat(2_000)}`;
    expect(faultsOf({ filters: filter })).toEqual([`filters too-long\n${filter}`]);
  });

  it('reads what is right', () => {
    expect(faultsOf({ filters: ' regex:^v \n', suffix: 'keep' })).toEqual(['no fault']);
  });
});

describe('caretUnder', () => {
  it('shows of a long text what stands around the place', () => {
    const text = `${'a'.repeat(200)}!!${'b'.repeat(200)}`;
    const { line, marks } = caretUnder(text, { start: 200, end: 202 });
    expect(line.length).toBeLessThan(110);
    expect([...marks].map((mark, at) => (mark === '^' ? line[at] : '')).join('')).toBe('!!');
    expect(line.startsWith('…') && line.endsWith('…')).toBe(true);
  });

  it('keeps tabs, so that the marks stand below', () => {
    expect(caretUnder('a\tb', { start: 2, end: 3 }).marks).toBe(' \t^');
  });
});
