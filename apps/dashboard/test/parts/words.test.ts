import { states } from '@deployment-automator/api-schema';
import { describe, expect, it } from 'vitest';
import { sentence } from '../../src/parts/sentence.ts';
import { allStates, isState, stateLooks } from '../../src/parts/states.ts';
import { shortVersion } from '../../src/parts/version.ts';

describe('sentence', () => {
  it.each([
    ['', ''],
    ['the registry was not asked yet', 'The registry was not asked yet.'],
    ['1.5.0 is newer', '1.5.0 is newer.'],
    ['web.yaml:3 is wrong', 'web.yaml:3 is wrong.'],
    ['ghcr.io answered 401.', 'ghcr.io answered 401.'],
    ['Is it? ', 'Is it?'],
  ])('%j', (text, expected) => {
    expect(sentence(text)).toBe(expected);
  });
});

describe('shortVersion', () => {
  const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
  it.each([
    ['1.4.2', '1.4.2'],
    [digest, 'sha256:0123456789ab…'],
    [`1.4.2@${digest}`, '1.4.2@sha256:0123456789ab…'],
    ['main-0123456789abcdef0123', 'main-0123456789abcdef0123'],
  ])('%s', (version, expected) => {
    expect(shortVersion(version)).toBe(expected);
  });
});

describe('the looks of states', () => {
  it('are there for every state, in the order in which they need a person', () => {
    expect(allStates).toEqual([...states]);
  });

  it('can be told apart by their words, and by picture and colour together', () => {
    const looks = Object.values(stateLooks);
    expect(new Set(looks.map(({ word }) => word)).size).toBe(looks.length);
    expect(new Set(looks.map(({ icon, tone }) => `${icon} ${tone}`)).size).toBe(looks.length);
  });

  it('are not there for other words', () => {
    expect([isState('held'), isState('novel'), isState('toString')]).toEqual([true, false, false]);
  });
});
