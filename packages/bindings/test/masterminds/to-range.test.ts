import { decide, parsePolicy } from '@deployment-automator/tag-policy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toRange } from '../../src/masterminds/to-range.ts';
import { satisfies } from './satisfies.ts';

describe('constraints that have a range', () => {
  it.each([
    ['*', '*'],
    ['x', '*'],
    ['x.1', '*'],
    ['1', '1.x'],
    ['1.x.3', '1.x'],
    ['1.2', '1.2.x'],
    ['1.2.*', '1.2.x'],
    ['1.2.3', '1.2.3'],
    ['=v1.2.3', '1.2.3'],
    ['01.02', '1.2.x'],
    ['1.2.3+build', '1.2.3'],
    ['~1', '~1'],
    ['~>1.2', '~1.2'],
    ['~0.0.0', '*'],
    ['>=0', '*'],
    ['* || 1.0.0-0', '0.0.0 || >0.0.0 || >=0.0.0-0 1.0.0-0'],
    ['^0.2', '^0.2'],
    ['=>1.0 =<2', '>=1.0 <=2'],
    ['>= 1.0, < 2.0', '>=1.0 <2.0'],
    ['>=1.0,<2.0', '>=1.0 <2.0'],
    ['* >=1', '>=1'],
    ['1.2 - 3.4', '>=1.2 <=3.4'],
    ['^1 || ^3', '^1 || ^3'],
    ['!=1.2.3', '<1.2.3 || >1.2.3'],
    ['!=1.2.x', '<1.2.0 || >=1.3.0'],
    ['^1, !=1.4.0, !=1.4.0, !=1.5', '^1 <1.4.0 || ^1 >1.4.0 <1.5.0 || ^1 >=1.6.0'],
    ['!=1, !=1.4.0', '<1.0.0 || >=2.0.0'],
    ['>=1.0.0-0', '>=1.0.0-0'],
    ['2.x-0', '>=2.0.0-0 <3.0.0-0'],
    ['x-0', '>=0.0.0-0'],
    ['^1.2.3-rc.1 || 3', '>=0.0.0-0 >=1.2.3-rc.1 <2.0.0-0 || 3.x'],
    ['>1-0', '>=2.0.0-0'],
    ['<=1.2-0', '>=0.0.0-0 <1.3.0-0'],
    ['!=1.2.3-rc.1', '>=0.0.0-0 <1.2.3-rc.1 || >=0.0.0-0 >1.2.3-rc.1'],
  ])('%s', (constraint, range) => {
    expect(toRange(constraint)).toEqual({ range });
  });
});

describe('texts that have none', () => {
  it.each([
    '',
    ' ',
    '1 ||',
    '1,',
    '1 | 2',
    '1.2.3.4',
    'V1.2',
    'latest',
    '1x',
    '>=1.0<2',
    '1.0 -2.0',
    '> =1',
    '1.0.0-01',
    '9007199254740993',
    '^*',
    '<x',
    '!=*',
    '!=1.x, >=1.0.0-0',
    '1'.repeat(600),
  ])('%j', (constraint) => {
    expect(toRange(constraint)).toHaveProperty('problem');
  });
});

const number = fc.constantFrom('0', '1', '2', 'x', '*');
const prerelease = fc.constantFrom('', '', '', '-0', '-alpha', '-rc.1');
const version = fc
  .tuple(fc.constantFrom('', '', 'v'), fc.array(number, { minLength: 1, maxLength: 3 }), prerelease)
  .map(([v, numbers, tail]) => v + numbers.join('.') + tail);
const operator = fc.constantFrom('', '=', '!=', '>', '>=', '=>', '<', '<=', '=<', '~', '~>', '^', '> ', '~ ');
const comparison = fc.tuple(operator, version).map((parts) => parts.join(''));
const group = fc.oneof(
  { weight: 5, arbitrary: fc.array(comparison, { minLength: 1, maxLength: 3 }).map((all) => all.join(', ')) },
  { weight: 1, arbitrary: fc.tuple(version, version).map((both) => both.join(' - ')) },
);
const constraint = fc.array(group, { minLength: 1, maxLength: 2 }).map((groups) => groups.join(' || '));
// Without the pre-releases of 0.0.0: npm's ranges drop a bound of ">=0.0.0", so they cannot be told from 0.0.0 there.
const tags = [0, 1, 2, 3]
  .flatMap((major) => [0, 1, 2].flatMap((minor) => [0, 1, 2].map((patch) => `${major}.${minor}.${patch}`)))
  .flatMap((core) => ['', '-0', '-alpha', '-rc.1', '-rc.2'].map((tail) => core + tail))
  .filter((tag) => !tag.startsWith('0.0.0-'));

describe('what tag-policy decides', () => {
  it('is what the library would', () => {
    fc.assert(
      fc.property(constraint, fc.subarray(tags, { minLength: 1, maxLength: 8 }), (text, offered) => {
        const result = toRange(text);
        fc.pre('range' in result);
        const policy = parsePolicy(`semver:${result.range}`);
        for (const tag of offered) {
          const listing = { candidates: [{ tag }], state: 'complete' } as const;
          const counts = decide(policy, listing, {}, { now: 0 }).chosen !== undefined;
          expect([text, result.range, tag, counts]).toEqual([text, result.range, tag, satisfies(tag, text)]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('never fails on any text', () => {
    const soup = fc.string({ unit: fc.constantFrom(...'01.x*v-+=!<>~^|, a'), maxLength: 24 });
    fc.assert(
      fc.property(fc.oneof(soup, fc.string()), (text) => {
        const result = toRange(text);
        if ('range' in result) expect(parsePolicy(`semver:${result.range}`).name).toBe('semver');
        else expect(result.problem).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });
});
