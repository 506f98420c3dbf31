import { describe, expect, it } from 'vitest';
import { compareTags, type Listing, parsePolicy } from '../src/index.ts';

const listing: Listing = {
  candidates: [{ tag: 'early', pushedAt: 1000 }, { tag: 'late', pushedAt: 2000 }, { tag: 'timeless' }],
  state: 'complete',
};

describe('compareTags', () => {
  it.each([
    ['semver:^1', '1.4.0', '1.10.0', -1],
    ['semver:^1', '1.6.0-rc.1', '1.5.0', 1],
    ['semver:^1', '2.0.0', '1.5.0', 1],
    ['semver:^1', 'v1.4.0', '1.4.0', 0],
    ['numeric', '9', '10', -1],
    ['numeric:desc', '9', '10', 1],
    ['newest', 'early', 'late', -1],
  ] as const)('%s puts %s and %s at %i', (policy, a, b, sign) => {
    expect(Math.sign(compareTags(parsePolicy(policy), listing, a, b) ?? Number.NaN)).toBe(sign);
  });

  it.each([
    ['semver:^1', 'main', '1.4.0'],
    ['semver:^1', '1.4.0', 'latest'],
    ['newest', 'early', 'timeless'],
    ['newest', 'gone', 'late'],
  ])('%s ranks not both of %s and %s', (policy, a, b) => {
    expect(compareTags(parsePolicy(policy), listing, a, b)).toBeUndefined();
  });

  it('compares the versions alone where their suffixes differ', () => {
    const policy = parsePolicy('semver:^1', { suffix: 'keep' });
    expect(compareTags(policy, listing, '1.4.0-alpine', '1.5.0-alpine')).toBeLessThan(0);
    expect(compareTags(policy, listing, '1.5.0-alpine', '1.4.0-debian')).toBeGreaterThan(0);
  });
});
