import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ActivityLog } from '../../src/activity/index.ts';
import { createRedisActivity } from '../../src/activity/redis-activity.ts';
import { findRedisServer, RealRedis } from '../real-redis.ts';
import { checked, createTold, describeActivityLog, messages } from './activity-log-contract.ts';

const binary = findRedisServer();

describe.skipIf(binary === undefined)('on a real Redis', () => {
  let redis: RealRedis;

  beforeAll(async () => {
    redis = await RealRedis.start(binary ?? '');
  });

  afterAll(async () => redis?.stop());

  describeActivityLog('activity on Redis', async (entriesAtMost) =>
    createRedisActivity({
      redisUrl: redis.url,
      prefix: randomUUID(),
      onDropped: () => undefined,
      entriesAtMost,
    }),
  );

  describe('in several processes', { timeout: 30_000 }, () => {
    const opened: ActivityLog[] = [];
    const dropped: number[] = [];

    afterEach(async () => {
      await Promise.all(opened.splice(0).map((log) => log.close()));
      dropped.length = 0;
    });

    async function openLog(prefix: string): Promise<ActivityLog> {
      const onDropped = (entries: number): void => void dropped.push(entries);
      const log = await createRedisActivity({ redisUrl: redis.url, prefix, onDropped });
      opened.push(log);
      return log;
    }

    it('shows the same in all of them, and tells the same thing once', async () => {
      const prefix = randomUUID();
      const [one, two] = await Promise.all([openLog(prefix), openLog(prefix)]);
      const follower = createTold();
      two.follow(follower);
      one.add(checked('1'), { once: 'name' });
      await vi.waitFor(() => expect(messages(follower.entries)).toEqual(['1']));
      two.add(checked('the same'), { once: 'name' });
      two.add(checked('2'));
      await vi.waitFor(async () => expect(messages(await one.recent({}, 9))).toEqual(['2', '1']));
      expect(await two.recent({}, 9)).toEqual(await one.recent({}, 9));
      const another = await openLog(prefix);
      const resumed = createTold();
      another.follow(resumed, follower.entries[0]?.id);
      await vi.waitFor(() => expect(messages(resumed.entries)).toEqual(['2']));
    });

    it('keeps two installations apart', async () => {
      const [one, two] = await Promise.all([openLog('one'), openLog('two')]);
      const follower = createTold();
      two.follow(follower);
      one.add(checked('1'));
      await vi.waitFor(async () => expect((await one.recent({}, 9)).length).toBe(1));
      expect(await two.recent({}, 9)).toEqual([]);
      expect(follower.entries).toEqual([]);
    });

    it('reads past what another version wrote', async () => {
      const prefix = randomUUID();
      const log = await openLog(prefix);
      const follower = createTold();
      log.follow(follower);
      const plain = new Redis(redis.url);
      await plain.xadd(`${prefix}:activity`, '*', 'entry', '{"kind":"of tomorrow","message":"?"}');
      await plain.xadd(`${prefix}:activity`, '*', 'entry', 'no JSON');
      await plain.xadd(`${prefix}:activity`, '*', 'other', '1');
      plain.disconnect();
      log.add(checked('1'));
      await vi.waitFor(() => expect(messages(follower.entries)).toEqual(['1']));
      expect(messages(await log.recent({}, 9))).toEqual(['1']);
    });

    it('bears that Redis goes: keeps what it can, counts what it drops, and is live again', async () => {
      const log = await openLog(randomUUID());
      const follower = createTold();
      log.follow(follower);
      log.add(checked('before'));
      await vi.waitFor(() => expect(messages(follower.entries)).toEqual(['before']));
      await redis.kill();
      await vi.waitFor(() => expect(log.recent({}, 9)).rejects.toMatchObject({ code: 'redis-unreachable' }), {
        timeout: 20_000,
      });
      for (let i = 0; i < 700; i += 1) log.add(checked(`away ${i}`));
      expect(dropped).toEqual([1]);
      await redis.startEmpty();
      const kept = Array.from({ length: 500 }, (_, i) => `away ${i}`);
      await vi.waitFor(() => expect(messages(follower.entries)).toEqual(['before', ...kept]), {
        timeout: 10_000,
      });
      expect(messages(await log.recent({}, 1_000))).toEqual(kept.toReversed());
      log.add(checked('after'));
      await vi.waitFor(() => expect(messages(follower.entries).at(-1)).toBe('after'), { timeout: 10_000 });
    });

    it('tells its followers to look again when Redis came back with an older log', async () => {
      const prefix = randomUUID();
      const log = await openLog(prefix);
      const follower = createTold();
      log.follow(follower);
      log.add(checked('before'));
      await vi.waitFor(() => expect(messages(follower.entries)).toEqual(['before']));
      await redis.kill();
      await redis.startEmpty();
      const plain = new Redis(redis.url);
      await plain.xadd(`${prefix}:activity`, '1000-0', 'entry', '{}');
      await vi.waitFor(() => expect(follower.resets.length).toBe(1), { timeout: 10_000 });
      const entry = JSON.stringify({ ...checked('after'), at: new Date().toISOString() });
      await plain.xadd(`${prefix}:activity`, '1001-0', 'entry', entry);
      plain.disconnect();
      await vi.waitFor(() => expect(messages(follower.entries)).toEqual(['before', 'after']));
    });

    it('opens and closes while Redis is away', async () => {
      await redis.kill();
      const log = await openLog(randomUUID());
      const follower = createTold();
      log.follow(follower);
      log.follow(createTold(), '000000000000001-000000');
      log.add(checked('1'));
      const early = log.recent({}, 9).catch((error: unknown) => error);
      await redis.startEmpty();
      await vi.waitFor(() => expect(messages(follower.entries)).toEqual(['1']), { timeout: 10_000 });
      expect(await early).toBeDefined();
      await redis.kill();
      log.add(checked('2'));
      await log.close();
      opened.length = 0;
      await redis.startEmpty();
    });
  });
});
