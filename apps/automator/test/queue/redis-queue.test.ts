import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { QueueError, type WorkKey, type WorkQueue } from '../../src/queue/index.ts';
import { createRedisQueue } from '../../src/queue/redis-queue.ts';
import { findRedisServer, RealRedis } from '../real-redis.ts';
import { CuttableProxy } from './cuttable-proxy.ts';
import { Looks } from './looks.ts';
import { describeWorkQueue } from './work-queue-contract.ts';

const binary = findRedisServer();

describe.skipIf(binary === undefined)('on a real Redis', () => {
  let redis: RealRedis;

  beforeAll(async () => {
    redis = await RealRedis.start(binary ?? '');
  });

  afterAll(async () => redis?.stop());

  describeWorkQueue('Redis queue', async (options) =>
    createRedisQueue({ ...options, redisUrl: redis.url, prefix: randomUUID() }),
  );

  describe('Redis queue in several processes', { timeout: 30_000 }, () => {
    const opened: WorkQueue[] = [];
    let prefix: string;
    let errors: [WorkKey | undefined, unknown][];

    beforeEach(() => {
      prefix = randomUUID();
      errors = [];
    });

    afterEach(async () => {
      await Promise.all(opened.splice(0).map((queue) => queue.close()));
    });

    function openQueue(redisUrl = redis.url, interval = 1_000): WorkQueue {
      const onError = (key: WorkKey | undefined, error: unknown) => errors.push([key, error]);
      const queue = createRedisQueue({ redisUrl, prefix, onError, interval });
      opened.push(queue);
      return queue;
    }

    it('never runs a key in two of them at the same time, and shares the keys out', async () => {
      const looks = new Looks(150);
      const perQueue = [0, 0];
      const queues = [openQueue(redis.url, 50), openQueue(redis.url, 50)];
      queues.forEach((queue, i) => {
        queue.serve(
          'check',
          async (subject) => {
            perQueue[i] = (perQueue[i] ?? 0) + 1;
            await looks.handler(subject);
          },
          { concurrency: 3 },
        );
      });
      const began = Date.now();
      for (let i = 0; Date.now() - began < 3_000; i += 1) {
        await Promise.all(queues.map((queue) => queue.request(`check:image-${i % 4}`)));
        await delay(5);
      }
      await looks.ended(20);
      expect([0, 1, 2, 3].map((i) => looks.mostAtOnce(`image-${i}`))).toEqual([1, 1, 1, 1]);
      expect(looks.mostAtOnce()).toBeGreaterThan(1);
      expect(Math.min(...perQueue)).toBeGreaterThan(0);
    });

    it('keeps the second between two looks when they happen in different ones', async () => {
      const looks = new Looks();
      const queues = [openQueue(), openQueue(), openQueue()];
      for (const queue of queues) queue.serve('check', looks.handler, { concurrency: 1 });
      const began = Date.now();
      for (let i = 0; Date.now() - began < 2_500; i += 1) {
        await queues[i % 3]?.request('check:a');
        await delay(10);
      }
      await looks.started(3);
      const starts = looks.all.map(({ start }) => start);
      const gaps = starts.slice(1).map((start, i) => start - (starts[i] ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThan(500);
    });

    it('runs a key again soon after the process that ran it died', async () => {
      const proxy = await CuttableProxy.open(redis.port);
      const doomed = openQueue(proxy.url);
      const never = new Looks(0, () => new Promise(() => undefined));
      doomed.serve('check', never.handler, { concurrency: 1 });
      await doomed.request('check:a');
      await never.started(1);
      opened.splice(opened.indexOf(doomed), 1);
      proxy.cut();

      const queue = openQueue();
      const looks = new Looks();
      queue.serve('check', looks.handler, { concurrency: 1 });
      await queue.request('check:a');
      await looks.until(() => looks.all.length >= 1, 8_000);
      await queue.request('check:b');
      await looks.until(() => looks.subjects().includes('b'));
    });

    it('takes over the look of a dead process even if nobody asks again', async () => {
      const proxy = await CuttableProxy.open(redis.port);
      const doomed = openQueue(proxy.url);
      const never = new Looks(0, () => new Promise(() => undefined));
      doomed.serve('check', never.handler, { concurrency: 1 });
      await doomed.request('check:a');
      await never.started(1);
      opened.splice(opened.indexOf(doomed), 1);
      proxy.cut();

      const looks = new Looks();
      openQueue().serve('check', looks.handler, { concurrency: 1 });
      await looks.until(() => looks.all.length >= 1, 20_000);
      await delay(3_000);
      expect(looks.all.length).toBe(1);
    });

    it('keeps what was requested for a worker that comes later', async () => {
      const first = openQueue();
      await first.request('write:r#main');
      await first.close();
      const looks = new Looks();
      openQueue().serve('write', looks.handler, { concurrency: 1 });
      await looks.started(1);
      expect(looks.subjects()).toEqual(['r#main']);
    });
  });
});

describe.skipIf(binary === undefined)('Redis queue when Redis goes away', { timeout: 60_000 }, () => {
  let redis: RealRedis;
  let errors: [WorkKey | undefined, unknown][];

  beforeEach(async () => {
    redis = await RealRedis.start(binary ?? '');
    errors = [];
  });

  afterEach(async () => redis.stop());

  function openQueue(redisUrl = redis.url): WorkQueue {
    const onError = (key: WorkKey | undefined, error: unknown) => errors.push([key, error]);
    return createRedisQueue({ redisUrl, prefix: 'automator', onError });
  }

  it('goes on when it comes back empty, with idle workers and with running ones', async () => {
    const queue = openQueue();
    const looks = new Looks();
    const slow = new Looks(2_500);
    queue.serve('check', looks.handler, { concurrency: 2 });
    queue.serve('write', slow.handler, { concurrency: 2 });
    await queue.request('check:a');
    await queue.request('check:lost', Date.now() + 60_000);
    await queue.request('write:slow');
    await looks.ended(1);
    await slow.started(1);

    await redis.kill();
    await delay(1_000);
    await redis.startEmpty();
    await queue.request('check:b');
    await queue.request('check:lost');
    await queue.request('write:other');
    await looks.started(3);
    await slow.ended(2);
    await queue.request('write:slow');
    await slow.ended(3);
    expect(looks.subjects().sort()).toEqual(['a', 'b', 'lost']);
    expect(slow.mostAtOnce('slow')).toBe(1);
    const unreachable = errors.filter(
      ([key, error]) =>
        key === undefined && error instanceof QueueError && error.code === 'redis-unreachable',
    );
    expect(unreachable.length).toBe(1);
    await queue.close();
  });

  it('lets a request wait until it is there', async () => {
    await redis.kill();
    const queue = openQueue();
    const looks = new Looks();
    queue.serve('check', looks.handler, { concurrency: 1 });
    const requested = queue.request('check:a');
    await delay(500);
    await redis.startEmpty();
    await requested;
    await looks.started(1);
    await queue.close();
  });

  it('closes while it is away, after the handlers have ended', async () => {
    const queue = openQueue();
    const looks = new Looks(1_500);
    queue.serve('check', looks.handler, { concurrency: 1 });
    await queue.request('check:a');
    await looks.started(1);
    await redis.kill();
    await delay(200);
    const pending = queue.request('check:b');
    const began = Date.now();
    await queue.close();
    await pending;
    expect(looks.all[0]?.end).toBeDefined();
    expect(Date.now() - began).toBeLessThan(9_000);
  });

  it('closes while it is away, though a handler waits with a request of its own', async () => {
    const queue = openQueue();
    const looks = new Looks(0, async () => {
      await redis.kill();
      await queue.request('check:b');
    });
    queue.serve('check', looks.handler, { concurrency: 1 });
    await queue.request('check:a');
    await looks.started(1);
    await new Looks().until(() => errors.length > 0);
    const began = Date.now();
    await queue.close();
    expect(looks.all[0]?.end).toBeDefined();
    expect(Date.now() - began).toBeLessThan(9_000);
  });

  it('closes when it goes away meanwhile, and when it was never there', async () => {
    const queue = openQueue();
    const looks = new Looks(1_000);
    queue.serve('check', looks.handler, { concurrency: 1 });
    await queue.request('check:a');
    await looks.started(1);
    const began = Date.now();
    const closed = queue.close();
    await redis.kill();
    await closed;
    const other = openQueue();
    other.serve('check', looks.handler, { concurrency: 1 });
    await delay(200);
    await other.close();
    expect(Date.now() - began).toBeLessThan(15_000);
  });

  it('names the host in its reports and never the password', async () => {
    await redis.kill();
    const queue = openQueue(redis.url.replace('redis://', 'redis://user:s3cret@'));
    await new Looks().until(() => errors.length > 0);
    await queue.close();
    const reported = errors.map(([, error]) => (error instanceof Error ? error.message : ''));
    expect(reported[0]).toContain(`127.0.0.1:${redis.port}`);
    expect(reported.join()).not.toContain('s3cret');
  });
});
