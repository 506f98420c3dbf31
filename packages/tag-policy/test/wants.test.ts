import { describe, expect, it } from 'vitest';
import { type Candidate, type Current, parsePolicy, type Wants, wants } from '../src/index.ts';

const start = 1_704_067_200_000;

function wanted(policy: string, candidates: Candidate[], current: Current = {}, minAge = 0): Wants {
  const listing = { candidates, state: 'complete' as const };
  return wants(parsePolicy(policy), listing, current, { now: start + 1000, minAge });
}

describe('the digest is needed', () => {
  it.each<[string, string, Candidate[], Current, string[]]>([
    ['of no tag, where nothing has one', 'semver:^1', [{ tag: '1.1.0' }], { tag: '1.0.0' }, []],
    ['beside the field’s own', 'semver:^1', [{ tag: '1.1.0' }], { tag: '1.0.0', digest: 'a' }, ['1.1.0']],
    ['to pin', 'semver:^1@digest', [{ tag: '1.1.0' }], { tag: '1.0.0' }, ['1.1.0']],
    ['to pin what stands', 'semver:^1@digest', [{ tag: '1.1.0' }], { tag: '1.1.0' }, ['1.1.0']],
    ['not where it is pinned', 'semver:^1@digest', [{ tag: '1.1.0' }], { tag: '1.1.0', digest: 'a' }, []],
    [
      'to follow',
      'semver:^1@digest-follow',
      [{ tag: '1.1.0', digest: 'a' }],
      { tag: '1.1.0', digest: 'a' },
      ['1.1.0'],
    ],
    [
      'of the one tag',
      'digest:latest',
      [{ tag: 'latest' }, { tag: '1' }],
      { tag: 'latest', digest: 'a' },
      ['latest'],
    ],
    ['not of what is not chosen', 'semver:^1@digest', [{ tag: '1.0.0' }], { tag: '1.1.0' }, []],
    ['not above the range', 'semver:^1@digest', [{ tag: '1.0.0' }], { tag: '2.0.0' }, []],
  ])('%s', (_, policy, candidates, current, digests) => {
    expect(wanted(policy, candidates, current).digests).toEqual(digests);
  });
});

describe('times are needed', () => {
  const plain = [{ tag: 'a' }, { tag: 'b' }];
  const pushed = plain.map((candidate) => ({ ...candidate, pushedAt: start }));
  const built = plain.map((candidate) => ({ ...candidate, builtAt: start }));
  const signature = { tag: `sha256-${'0'.repeat(64)}.sig` };

  it.each<[string, string, Candidate[], string[], Wants['clock']]>([
    ['of every tag', 'newest', [...plain, signature], ['a', 'b'], 'either'],
    ['not where all push times are known', 'newest', pushed, [], 'either'],
    ['also where build times are known, for tags are pushed again', 'newest', built, ['a', 'b'], 'either'],
    [
      'of every tag where some push times lack',
      'newest',
      [{ tag: 'a', pushedAt: start }, { tag: 'b' }],
      ['a', 'b'],
      'either',
    ],
    ['by push', 'newest:pushed', built, ['a', 'b'], 'pushed'],
    ['by build, whatever was pushed', 'newest:built', pushed, ['a', 'b'], 'built'],
    ['of none for the other orders', 'alphabetical', plain, [], 'pushed'],
  ])('%s', (_, policy, candidates, times, clock) => {
    expect(wanted(policy, candidates)).toMatchObject({ times, clock });
  });

  it('for a minimum age only of newer tags that nobody has seen yet', () => {
    const candidates = [
      { tag: '1' },
      { tag: '2' },
      { tag: '3', firstSeenAt: start },
      { tag: '4', pushedAt: start },
      { tag: '5' },
    ];
    expect(wanted('numeric', candidates, { tag: '2' }, 1000).times).toEqual(['5']);
    expect(wanted('numeric', candidates, { tag: '2' }).times).toEqual([]);
  });
});
