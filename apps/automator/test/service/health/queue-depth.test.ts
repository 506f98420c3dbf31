import { expect, it } from 'vitest';
import { queueDepth } from '../../../src/service/health/queue-depth.ts';

it('says how much waits and runs', async () => {
  const depth = { waiting: 3, running: 1 };
  expect(await queueDepth({ depth: async () => depth })).toEqual({ depth });
});

it.each([
  ['does not answer', () => new Promise<never>(() => undefined)],
  ['fails', () => Promise.reject(new Error('closed'))],
])('says so when the queue %s', async (_name, depth) => {
  const { fault } = await queueDepth({ depth });
  expect(fault).toMatchObject({ code: 'redis-unreachable', next: expect.stringContaining('redisUrl') });
});
