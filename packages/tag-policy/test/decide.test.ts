import { describe, expect, it } from 'vitest';
import { type Decision, decide, type Listing, parsePolicy } from '../src/index.ts';

interface Case {
  policy?: string;
  tags: string[];
  current?: string;
  state?: Listing['state'];
  allowDown?: boolean;
}

function decideOn({ policy = 'semver:^1.0', tags, current, state = 'complete', allowDown }: Case): Decision {
  const candidates = tags.map((tag) => ({ tag }));
  const options = { now: 0, verdicts: true, ...(allowDown === undefined ? {} : { allowDown }) };
  const held = current === undefined ? {} : { tag: current };
  return decide(parsePolicy(policy), { candidates, state }, held, options);
}

const codes = (decision: Decision) => decision.verdicts.map(({ tag, code }) => `${tag} ${code}`);

describe('a move up', () => {
  it.each<[string, Case, string]>([
    [
      'the newest in range',
      { tags: ['1.0.0', '1.0.1', '1.1.0', '2.0.0', '1.2.0-rc.1', 'latest'], current: '1.0.0' },
      '1.1.0',
    ],
    ['1.10 after 1.9', { tags: ['1.9.0', '1.10.0'], current: '1.9.0' }, '1.10.0'],
    [
      'rc.10 after rc.9',
      { policy: 'semver:>=1.0.0-rc.1', tags: ['1.0.0-rc.9', '1.0.0-rc.10'] },
      '1.0.0-rc.10',
    ],
    [
      'a release after its pre-release',
      { policy: 'semver:>=1.0.0-rc.1', tags: ['1.0.0-rc.9', '1.0.0'] },
      '1.0.0',
    ],
    [
      'numbers that are dates are no versions',
      { policy: 'semver:*', tags: ['20240101', '2.0.0', '1234567'] },
      '2.0.0',
    ],
    ['from latest', { tags: ['latest', '1.0.0'], current: 'latest' }, '1.0.0'],
    ['from a branch', { tags: ['main', '1.0.0'], current: 'main-0123abc' }, '1.0.0'],
    ['from no tag', { tags: ['1.0.0'] }, '1.0.0'],
    ['from below the range', { policy: 'semver:^2', tags: ['1.0.0', '2.0.0'], current: '1.0.0' }, '2.0.0'],
    [
      'from a gap in the range',
      { policy: 'semver:1.x || 3.x', tags: ['1.9.0', '3.0.0'], current: '2.0.0' },
      '3.0.0',
    ],
    ['from a pre-release to its release', { tags: ['1.1.0'], current: '1.1.0-rc.1' }, '1.1.0'],
    ['in an incomplete listing', { tags: ['1.1.0'], current: '1.0.0', state: 'partial' }, '1.1.0'],
    [
      'from latest in an incomplete listing',
      { tags: ['1.1.0'], current: 'latest', state: 'partial' },
      '1.1.0',
    ],
    ['from a tag that is gone', { tags: ['1.1.0'], current: '1.0.0' }, '1.1.0'],
    ['keeps the leading v', { tags: ['1.1.0', 'v1.1.0'], current: 'v1.0.0' }, 'v1.1.0'],
    ['keeps the missing v', { tags: ['v1.1.0', '1.1.0'], current: '1.0.0' }, '1.1.0'],
    ['without v by default', { tags: ['v1.1.0', '1.1.0'], current: 'vendor' }, '1.1.0'],
    ['a leading v of a tag without rank is kept', { tags: ['v1.1.0', '1.1.0'], current: 'v1' }, 'v1.1.0'],
    ['to the other spelling where there is no choice', { tags: ['v1.1.0'], current: '1.0.0' }, 'v1.1.0'],
    [
      'beside numbers beyond exact',
      { policy: 'semver:*', tags: ['1.0.99999999999999999', '1.0.1'], current: '1.0.0' },
      '1.0.1',
    ],
  ])('%s', (_title, given, chosen) => {
    expect(decideOn(given)).toMatchObject({ code: 'update', chosen: { tag: chosen } });
  });

  it('brings everything that is known of the chosen tag', () => {
    const candidate = { tag: '1.1.0', digest: `sha256:${'a'.repeat(64)}`, pushedAt: 2, builtAt: 1 };
    const decision = decide(
      parsePolicy('semver:*'),
      { candidates: [candidate], state: 'complete' },
      {},
      { now: 3 },
    );
    expect(decision.chosen).toEqual(candidate);
  });
});

describe('the newest already', () => {
  it.each<[string, Case]>([
    ['alone', { tags: ['1.0.0'], current: '1.0.0' }],
    ['among lower ones', { tags: ['0.9.0', '1.0.0', '1.1.0', '2.0.0'], current: '1.1.0' }],
    ['with v, beside its twin', { tags: ['1.1.0', 'v1.1.0'], current: 'v1.1.0' }],
    ['without v, beside its twin', { tags: ['v1.1.0', '1.1.0'], current: '1.1.0' }],
    ['in an incomplete listing', { tags: ['1.1.0'], current: '1.1.0', state: 'partial' }],
    ['where moves down are allowed', { tags: ['1.0.0', '1.1.0'], current: '1.1.0', allowDown: true }],
  ])('%s', (_title, given) => {
    expect(decideOn(given)).toMatchObject({ code: 'current', chosen: { tag: given.current } });
  });

  it('stays on a spelling that is gone, and writes nothing', () => {
    const decision = decideOn({ tags: ['1.1.0'], current: 'v1.1.0' });
    expect(decision.code).toBe('current');
    expect(decision).not.toHaveProperty('chosen');
  });
});

describe('nothing is written', () => {
  it.each<[string, Case, string]>([
    ['above the range', { tags: ['1.1.0', '2.0.0'], current: '2.0.0' }, 'above-range'],
    ['above the range, pre-release', { tags: ['1.1.0'], current: '2.0.0-rc.1' }, 'above-range'],
    ['above an incomplete listing', { tags: ['1.1.0'], current: '2.0.0', state: 'partial' }, 'above-range'],
    [
      'above the range, incomplete, down allowed',
      { tags: ['1.1.0'], current: '2.0.0', state: 'partial', allowDown: true },
      'above-range',
    ],
    ['lower only', { tags: ['1.0.0'], current: '1.1.0' }, 'not-newer'],
    ['lower than a pre-release', { tags: ['1.0.0', '1.1.0-rc.1'], current: '1.1.0-rc.1' }, 'not-newer'],
    ['lower, in a gap', { policy: 'semver:1.x || 3.x', tags: ['1.0.0'], current: '2.0.0' }, 'not-newer'],
    ['lower, incomplete', { tags: ['1.0.0'], current: '1.1.0', state: 'partial' }, 'unknown'],
    [
      'lower, incomplete, down allowed',
      { tags: ['1.0.0'], current: '1.1.0', state: 'partial', allowDown: true },
      'unknown',
    ],
    ['no tags', { tags: [], current: '1.0.0' }, 'no-candidate'],
    ['no tag counts', { tags: ['latest', '2.0.0'], current: 'latest' }, 'no-candidate'],
    ['no tag counts, incomplete', { tags: ['latest'], state: 'partial' }, 'unknown'],
    ['failed', { tags: [], current: '1.0.0', state: 'failed' }, 'unknown'],
    [
      'failed, with newer tags from before',
      { tags: ['1.1.0'], current: '1.0.0', state: 'failed' },
      'unknown',
    ],
    [
      'failed, down allowed',
      { tags: ['1.0.0'], current: '1.1.0', state: 'failed', allowDown: true },
      'unknown',
    ],
  ])('%s', (_title, given, code) => {
    const decision = decideOn(given);
    expect(decision.code).toBe(code);
    expect(decision).not.toHaveProperty('chosen');
  });
});

describe('a move down, where it is allowed', () => {
  it.each<[string, Case, string]>([
    ['from above the range', { tags: ['1.1.0', '2.0.0'], current: '2.0.0', allowDown: true }, '1.1.0'],
    ['from a version that is gone', { tags: ['1.0.0'], current: '1.1.0', allowDown: true }, '1.0.0'],
  ])('%s', (_title, given, chosen) => {
    expect(decideOn(given)).toMatchObject({ code: 'down', chosen: { tag: chosen } });
  });
});

describe('the verdicts', () => {
  it('are given for every tag once, those that count first and best first', () => {
    const tags = [
      'latest',
      'v1.3.0',
      '1.0.0',
      '2.0.0',
      '1.3.0',
      '1.4.0-rc.1',
      '0.9.0',
      '1.2.0',
      '1.1.0',
      '1.3.0',
    ];
    const signature = `sha256-${'0'.repeat(64)}.sig`;
    expect(codes(decideOn({ tags: [...tags, signature], current: '1.1.0' }))).toEqual([
      '1.3.0 chosen',
      'v1.3.0 twin',
      '1.2.0 not-newest',
      '1.1.0 current',
      '1.0.0 not-newer',
      '2.0.0 above-range',
      '1.4.0-rc.1 prerelease',
      '0.9.0 out-of-range',
      'latest not-a-version',
      `${signature} signature`,
    ]);
  });

  it('say that a twin of the current tag is not newer', () => {
    expect(codes(decideOn({ tags: ['1.0.0', 'v1.0.0'], current: '1.0.0' }))).toEqual([
      '1.0.0 current',
      'v1.0.0 not-newer',
    ]);
  });

  it('say what a failed listing leaves open', () => {
    const decision = decideOn({
      tags: ['1.2.0', '1.1.0', '1.0.0', '2.0.0'],
      current: '1.1.0',
      state: 'failed',
    });
    expect(codes(decision)).toEqual([
      '1.2.0 unknown',
      '1.1.0 current',
      '1.0.0 not-newer',
      '2.0.0 above-range',
    ]);
  });

  it('of a move down call the rest not the newest', () => {
    const decision = decideOn({ tags: ['1.0.0', '1.1.0', '2.0.0'], current: '2.0.0', allowDown: true });
    expect(codes(decision)).toEqual(['1.1.0 chosen', '1.0.0 not-newest', '2.0.0 above-range']);
  });

  it('of a field above its range call the rest not newer', () => {
    expect(codes(decideOn({ tags: ['1.0.0', '2.0.0'], current: '2.0.0' }))).toEqual([
      '1.0.0 not-newer',
      '2.0.0 above-range',
    ]);
  });
});

describe('the reasons', () => {
  it.each<[Case, string]>([
    [
      { tags: ['1.1.0'], current: '1.0.0' },
      '1.1.0 is the newest tag that counts and newer than the current tag 1.0.0',
    ],
    [
      { tags: ['1.1.0'], current: 'latest' },
      '1.1.0 is the newest tag that counts, and the current tag latest has no rank',
    ],
    [{ tags: ['1.1.0'] }, '1.1.0 is the newest tag that counts, and the field has no tag'],
    [{ tags: ['1.1.0'], current: '1.1.0' }, 'the current tag 1.1.0 is the newest version'],
    [
      { tags: ['1.1.0'], current: '2.0.0' },
      'the current tag 2.0.0 is above the range ^1.0, so it is left as it is',
    ],
    [{ tags: ['x'], current: '1.0.0' }, 'no tag counts for semver:^1.0'],
  ])('of %o', (given, reason) => {
    expect(decideOn(given).reason).toBe(reason);
  });
});
