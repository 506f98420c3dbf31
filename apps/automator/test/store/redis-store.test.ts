import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRedisStore } from '../../src/store/redis-store.ts';
import { findRedisServer, RealRedis } from '../real-redis.ts';
import { describeStore } from './store-contract.ts';

const binary = findRedisServer();

describe.skipIf(binary === undefined)('on a real Redis', () => {
  let redis: RealRedis;
  let prefix: string;

  beforeAll(async () => {
    redis = await RealRedis.start(binary ?? '');
  });

  afterAll(async () => redis?.stop());

  describeStore('Redis store', {
    open: async () => {
      prefix = randomUUID();
      return createRedisStore({ redisUrl: redis.url, prefix });
    },
    reopen: async () => createRedisStore({ redisUrl: redis.url, prefix }),
  });

  it('keeps two installations apart', async () => {
    const [one, two] = ['one', 'two'].map((name) => createRedisStore({ redisUrl: redis.url, prefix: name }));
    await one?.put('a', '1');
    expect(await two?.get('a')).toBeUndefined();
    await Promise.all([one?.close(), two?.close()]);
  });

  it('waits out a restart, and closes while Redis is away', { timeout: 30_000 }, async () => {
    const store = createRedisStore({ redisUrl: redis.url, prefix: randomUUID() });
    await store.put('a', '1');
    await redis.kill();
    const put = store.put('a', '2');
    await delay(500);
    await redis.startEmpty();
    await put;
    expect(await store.get('a')).toBe('2');
    await redis.kill();
    await delay(200);
    const pending = store.get('a').then(
      () => 'answered',
      () => 'failed',
    );
    await store.close();
    expect(await pending).toBe('failed');
    await redis.startEmpty();
  });
});
