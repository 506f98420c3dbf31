import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { OnQueueError, WorkKey, WorkQueue } from '../../src/queue/index.ts';
import { Looks } from './looks.ts';

/** How one adapter is opened: a fresh, empty queue each time. */
export type OpenQueue = (options: { onError: OnQueueError; interval?: number }) => Promise<WorkQueue>;

/** What every work queue promises. Real time, generous bounds: counts and orders, never durations. */
export function describeWorkQueue(name: string, open: OpenQueue): void {
  describe(name, { timeout: 30_000 }, () => {
    const opened: WorkQueue[] = [];
    const errors: [WorkKey | undefined, unknown][] = [];

    afterEach(async () => {
      await Promise.all(opened.splice(0).map((queue) => queue.close()));
      errors.length = 0;
    });

    async function openQueue(interval?: number): Promise<WorkQueue> {
      const onError: OnQueueError = (key, error) => errors.push([key, error]);
      const queue = await open(interval === undefined ? { onError } : { onError, interval });
      opened.push(queue);
      return queue;
    }

    it('looks once at a key that was requested before anybody served it', async () => {
      const queue = await openQueue();
      await queue.request('check:ghcr.io/acme/web');
      await queue.request('check:ghcr.io/acme/web');
      const looks = new Looks();
      queue.serve('check', looks.handler, { concurrency: 2 });
      await looks.started(1);
      await delay(1_500);
      expect(looks.subjects()).toEqual(['ghcr.io/acme/web']);
      expect(await queue.depth()).toEqual({ waiting: 0, running: 0 });
    });

    it('hands over any subject as it was given', async () => {
      const subjects = [
        'localhost:5000/a:b',
        'https://example.org/x.git#feature/ö%20ü',
        '',
        '0',
        '12',
        'a@b@7',
        '東京/🚀',
        '..%2F',
        'x'.repeat(700),
      ];
      const queue = await openQueue();
      const looks = new Looks();
      queue.serve('write', looks.handler, { concurrency: 3 });
      await Promise.all(subjects.map((subject) => queue.request(`write:${subject}`)));
      await looks.started(subjects.length);
      expect(looks.subjects().sort()).toEqual(subjects.sort());
    });

    it('keeps the kinds apart', async () => {
      const queue = await openQueue();
      const checks = new Looks();
      const writes = new Looks();
      queue.serve('check', checks.handler, { concurrency: 1 });
      queue.serve('write', writes.handler, { concurrency: 1 });
      await queue.request('write:same');
      await writes.started(1);
      await queue.request('check:same');
      await checks.started(1);
      expect([checks.subjects(), writes.subjects()]).toEqual([['same'], ['same']]);
      expect(() => queue.serve('check', checks.handler, { concurrency: 1 })).toThrow(/already/);
    });

    it('looks at most once a second during a flood, the first time at once, and once after its last request', async () => {
      const queue = await openQueue();
      const looks = new Looks(20);
      queue.serve('check', looks.handler, { concurrency: 4 });
      const began = Date.now();
      const firstLook = looks.started(1).then(() => Date.now());
      let last = 0;
      while (Date.now() - began < 3_000) {
        last = Date.now();
        await queue.request('check:flooded');
        await delay(5);
      }
      const flooded = looks.all.length;
      expect((await firstLook) - began).toBeLessThan(1_000);
      expect(flooded).toBeGreaterThanOrEqual(2);
      expect(flooded).toBeLessThanOrEqual(4);
      await looks.until(() => looks.all.some((look) => look.start >= last));
      await delay(1_500);
      expect(looks.all.length).toBeLessThanOrEqual(flooded + 1);
    });

    it('runs few times for many requests in parallel', async () => {
      const queue = await openQueue();
      const looks = new Looks(20);
      queue.serve('check', looks.handler, { concurrency: 4 });
      await Promise.all(Array.from({ length: 200 }, () => queue.request('check:burst')));
      await looks.started(1);
      await delay(2_500);
      expect(looks.all.length).toBeLessThanOrEqual(2);
      expect(looks.mostAtOnce('burst')).toBe(1);
    });

    it('looks once more when a request comes during a look, however many come', async () => {
      const queue = await openQueue(100);
      const looks = new Looks(600);
      queue.serve('check', looks.handler, { concurrency: 4 });
      await queue.request('check:a');
      await looks.started(1);
      for (let i = 0; i < 20; i += 1) await queue.request('check:a');
      await looks.ended(2);
      await delay(800);
      expect(looks.all.length).toBe(2);
      expect(looks.mostAtOnce('a')).toBe(1);
    });

    it('lets a handler request its own key', async () => {
      const queue = await openQueue(50);
      let left = 3;
      const looks = new Looks(10, async () => {
        left -= 1;
        if (left > 0) await queue.request('check:again');
      });
      queue.serve('check', looks.handler, { concurrency: 1 });
      await queue.request('check:again');
      await looks.ended(3);
      await delay(300);
      expect(looks.all.length).toBe(3);
    });

    it('waits for the time asked for, unless asked for an earlier one', async () => {
      const queue = await openQueue();
      const looks = new Looks();
      queue.serve('check', looks.handler, { concurrency: 4 });
      const soon = Date.now() + 2_000;
      await queue.request('check:soon', soon);
      await queue.request('check:soon', soon + 60_000);
      await queue.request('check:late', Date.now() + 60_000);
      await queue.request('check:far', Date.now() + 40 * 86_400_000);
      await queue.request('check:hurried', Date.now() + 60_000);
      await queue.request('check:hurried', Date.now() + 30_000);
      expect(await queue.depth()).toEqual({ waiting: 4, running: 0 });
      await queue.request('check:hurried');
      await looks.started(2);
      await delay(300);
      expect(looks.subjects()).toEqual(['hurried', 'soon']);
      expect(looks.all[1]?.start).toBeGreaterThanOrEqual(soon);
    });

    it('brings a backed-off look forward, also one asked for during the look before', async () => {
      const queue = await openQueue(200);
      const looks = new Looks(100, async () => queue.request('write:r#main', Date.now() + 60_000));
      queue.serve('write', looks.handler, { concurrency: 1 });
      await queue.request('write:r#main');
      await looks.ended(1);
      await delay(400);
      expect(looks.all.length).toBe(1);
      await queue.request('write:r#main');
      await looks.started(2);
    });

    it('runs different keys in parallel, up to the concurrency', async () => {
      const queue = await openQueue();
      const looks = new Looks(300);
      queue.serve('check', looks.handler, { concurrency: 3 });
      const keys = Array.from({ length: 9 }, (_, i): WorkKey => `check:image-${i}`);
      await Promise.all(keys.map((key) => queue.request(key)));
      await looks.ended(9);
      expect(looks.mostAtOnce()).toBe(3);
    });

    it('reports a handler that throws, does not repeat it, and looks again when asked', async () => {
      const queue = await openQueue(100);
      const failure = new Error('the registry is down');
      const looks = new Looks(0, async () => Promise.reject(failure));
      queue.serve('check', looks.handler, { concurrency: 1 });
      await queue.request('check:bad');
      await looks.ended(1);
      await delay(1_000);
      expect(looks.all.length).toBe(1);
      expect(errors).toEqual([['check:bad', failure]]);
      await queue.request('check:bad');
      await looks.started(2);
    });

    it('waits for the handlers that run when it is closed, and takes nothing more', async () => {
      const queue = await openQueue(0);
      const looks = new Looks(700);
      queue.serve('check', looks.handler, { concurrency: 1 });
      await queue.request('check:running');
      await queue.request('check:waiting');
      await looks.started(1);
      const closed = queue.close();
      await queue.request('check:too-late');
      await closed;
      expect(looks.all.map(({ subject, end }) => [subject, end !== undefined])).toEqual([['running', true]]);
      await queue.close();
      await queue.request('check:too-late');
      await delay(300);
      expect(looks.all.length).toBe(1);
      expect(errors).toEqual([]);
    });
  });
}
