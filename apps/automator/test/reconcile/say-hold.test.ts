import { describe, expect, it } from 'vitest';
import { sayHold } from '../../src/reconcile/say-hold.ts';

const until = Date.UTC(2026, 0, 31, 12);

describe('what a hold says', () => {
  it.each([
    [{}, 'automator/hold is written on it'],
    [{ reason: 'load test' }, 'load test'],
    [{ reason: 'load test', by: 'alice' }, 'load test (by alice)'],
    [{ by: 'alice', until }, 'automator/hold is written on it (by alice, until 2026-01-31T12:00:00Z)'],
    [{ reason: 'load test', until }, 'load test (until 2026-01-31T12:00:00Z)'],
  ])('%j: %s', (hold, said) => {
    expect(sayHold(hold)).toBe(said);
  });
});
