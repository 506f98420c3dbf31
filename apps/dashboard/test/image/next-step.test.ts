import { type Binding, type ImageDetail, states } from '@deployment-automator/api-schema';
import { describe, expect, it } from 'vitest';
import { canHold, canRelease, nextStep, whyHere } from '../../src/image/next-step.ts';

const binding: Binding = {
  id: 'web.yaml#0/spec/image',
  configRepo: 'production',
  environment: 'production',
  file: 'web.yaml',
  line: 3,
  column: 12,
  current: '1.4.2',
  chosen: '1.5.0',
  state: 'current',
  branch: 'main',
  policy: 'semver:^1.4',
  dialect: 'automator',
  writtenAt: { file: 'web.yaml', line: 1 },
  group: null,
  delivery: 'commit',
  code: null,
  since: null,
  reason: 'because',
  runnerUp: null,
  pullRequest: null,
};

function imageOf(change: Partial<Binding>, listing: Partial<ImageDetail['listing']> = {}): ImageDetail {
  const one = { ...binding, ...change };
  return {
    id: '0123456789abcdef',
    image: 'ghcr.io/acme/web',
    state: one.state,
    since: null,
    reason: one.reason,
    current: ['1.4.2'],
    chosen: ['1.5.0'],
    bindings: [{ ...binding, id: 'other.yaml#0/spec/image', state: 'current' }, one],
    listing: { state: 'complete', tags: 3, readAt: null, attemptedAt: null, problem: null, ...listing },
    webhookAt: null,
    nextPollAt: null,
    requests: 0,
  };
}

describe('nextStep', () => {
  it.each(states)('says something for %s', (state) => {
    expect(nextStep(imageOf({ state }))).toMatch(/\.$/);
  });

  it('is what the registry’s fault says, where there is one', () => {
    const problem = {
      where: 'ghcr.io',
      code: 'unauthorized',
      message: 'ghcr.io answered 401',
      next: 'Set its credentials.',
    };
    const image = imageOf(
      { state: 'unknown', reason: 'ghcr.io answered 401; Set its credentials. (when last read)' },
      { problem },
    );
    expect(nextStep(image)).toBe('Set its credentials.');
    expect(whyHere(image)).toBe('ghcr.io answered 401 (when last read)');
  });

  it('is another one for every kind of hold', () => {
    const codes = ['reverted', 'hand-set', 'hold', 'frozen', 'refused', 'edited', 'approved', null];
    const steps = codes.map((code) => nextStep(imageOf({ state: 'held', code })));
    expect(new Set(steps).size).toBe(codes.length);
    expect(steps[3]).toContain('automator unfreeze --config-repo production');
  });

  it('says why nothing is written where it is only observed', () => {
    expect(nextStep(imageOf({ state: 'pending', delivery: 'observe' }))).toContain('only observed');
  });
});

describe('whyHere', () => {
  it('is the reason itself where there is nothing to add', () => {
    expect(whyHere(imageOf({ reason: 'it is the newest; really' }))).toBe('it is the newest; really');
    expect(whyHere(imageOf({ state: 'held', code: 'reverted', reason: 'ann moved it' }))).toBe(
      'ann moved it',
    );
  });

  it('says that a person holds it before that person’s words', () => {
    const image = imageOf({ state: 'held', code: 'hold', reason: 'load test' });
    expect(whyHere(image)).toBe('a person holds it: load test');
  });
});

describe('what a person may do', () => {
  it.each([
    ['reverted', true],
    ['hand-set', true],
    ['hold', true],
    ['refused', true],
    [null, true],
    ['frozen', false],
    ['edited', false],
    ['approved', false],
  ])('a hold with the code %s: a release lifts it: %s', (code, expected) => {
    expect(canRelease({ state: 'held', code })).toBe(expected);
  });

  it.each(states)('%s is held or released, never both', (state) => {
    expect(canHold({ state }) && canRelease({ state, code: 'hold' })).toBe(false);
  });

  it('what is in conflict can be neither held nor released', () => {
    expect(canHold({ state: 'conflict' })).toBe(false);
    expect(canRelease({ state: 'conflict', code: null })).toBe(false);
  });
});
