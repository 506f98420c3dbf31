import { describe, expect, it } from 'vitest';
import { createHostHealth } from '../../src/budget/host-health.ts';
import { createFakeTime } from './fake-time.ts';

const failed = { kind: 'failed', code: 'server-error' } as const;
const SECOND = 1000;

describe('a host that wants fewer requests', () => {
  it('is left alone until the time that it names', () => {
    const time = createFakeTime();
    const health = createHostHealth(time.now);
    health.observe({ kind: 'limited', retryAt: time.now() + 90 * SECOND });
    expect(health.pause()).toEqual({ code: 'rate-limited', until: time.now() + 90 * SECOND });
    time.pass(90 * SECOND);
    expect(health.pause()).toBeUndefined();
  });

  it('is left alone for twice as long each time when it does not say', () => {
    const time = createFakeTime();
    const health = createHostHealth(time.now);
    const waits = Array.from({ length: 9 }, () => {
      health.observe({ kind: 'limited' });
      const wait = (health.pause()?.until ?? 0) - time.now();
      time.pass(wait);
      return wait / SECOND;
    });
    expect(waits).toEqual([10, 20, 40, 60, 60, 60, 60, 60, 60]);
    health.observe({ kind: 'well' });
    health.observe({ kind: 'limited' });
    expect(health.pause()?.until).toBe(time.now() + 10 * SECOND);
  });

  it('is not left alone for longer because many were under way', () => {
    const time = createFakeTime();
    const health = createHostHealth(time.now);
    for (let request = 0; request < 50; request += 1) health.observe({ kind: 'limited' });
    expect(health.pause()?.until).toBe(time.now() + 10 * SECOND);
    health.observe({ kind: 'limited', retryAt: time.now() + 60 * SECOND });
    health.observe({ kind: 'limited', retryAt: time.now() + 30 * SECOND });
    expect(health.pause()?.until).toBe(time.now() + 60 * SECOND);
  });
});

describe('a host that fails', () => {
  it('is asked on after a few failures', () => {
    const health = createHostHealth(createFakeTime().now);
    for (let round = 0; round < 10; round += 1) {
      for (let failure = 0; failure < 4; failure += 1) health.observe(failed);
      expect(health.pause()).toBeUndefined();
      health.observe({ kind: 'well' });
    }
    expect(health.ailing()).toBe(false);
  });

  it('is left alone for longer and longer, and at most a minute, when it goes on', () => {
    const time = createFakeTime();
    const health = createHostHealth(time.now);
    for (let failure = 0; failure < 4; failure += 1) health.observe(failed);
    const waits = Array.from({ length: 6 }, () => {
      health.observe(failed);
      const wait = (health.pause()?.until ?? 0) - time.now();
      time.pass(wait);
      return wait / SECOND;
    });
    expect(waits).toEqual([10, 20, 40, 60, 60, 60]);
    expect(health.ailing()).toBe(true);
    health.observe({ kind: 'well' });
    expect(health.ailing()).toBe(false);
  });

  it('is left alone at once when it says for how long', () => {
    const time = createFakeTime();
    const health = createHostHealth(time.now);
    health.observe({ ...failed, retryAt: time.now() + 30 * SECOND });
    expect(health.pause()).toEqual({ code: 'server-error', until: time.now() + 30 * SECOND });
  });
});
