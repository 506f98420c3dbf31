import { type Activity, activity } from '@deployment-automator/api-schema';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ActivityLog, Follower, Happening } from '../../src/activity/index.ts';

/** How an adapter is opened: fresh and empty, with about so many entries at most. */
export type OpenActivity = (entriesAtMost: number) => Promise<ActivityLog>;

/** Writes down what a follower is told. */
export interface Told extends Follower {
  readonly entries: Activity[];
  readonly resets: (string | undefined)[];
}

export function createTold(): Told {
  const entries: Activity[] = [];
  const resets: (string | undefined)[] = [];
  return { entries, resets, entry: (entry) => entries.push(entry), reset: (newest) => resets.push(newest) };
}

export function checked(message: string, more: Partial<Happening> = {}): Happening {
  return { kind: 'check', message, ...more };
}

export function messages(entries: readonly Activity[]): string[] {
  return entries.map(({ message }) => message);
}

/** What every activity log promises. */
export function describeActivityLog(name: string, open: OpenActivity): void {
  describe(name, { timeout: 30_000 }, () => {
    const opened: ActivityLog[] = [];

    afterEach(async () => {
      await Promise.all(opened.splice(0).map((log) => log.close()));
    });

    async function openLog(entriesAtMost = 2_000): Promise<ActivityLog> {
      const log = await open(entriesAtMost);
      opened.push(log);
      return log;
    }

    /** Adds, and waits until it can be read. */
    async function addAll(
      log: ActivityLog,
      ...happenings: readonly Happening[]
    ): Promise<readonly Activity[]> {
      const before = (await log.recent({}, 10_000)).length;
      for (const happening of happenings) log.add(happening);
      return vi.waitFor(async () => {
        const all = await log.recent({}, 10_000);
        expect(all.length).toBe(before + happenings.length);
        return all;
      });
    }

    it('has nothing at first', async () => {
      expect(await (await openLog()).recent({}, 10)).toEqual([]);
    });

    it('gives entries newest first, each as its schema wants it, under ids that sort as text', async () => {
      const log = await openLog();
      const happenings = Array.from({ length: 40 }, (_, i) => checked(`${i}`));
      const all = await addAll(log, ...happenings);
      expect(messages(all)).toEqual(happenings.map(({ message }) => message).reverse());
      for (const entry of all) expect(activity.parse(entry)).toEqual(entry);
      const ids = all.map(({ id }) => id);
      expect(ids.toSorted().reverse()).toEqual(ids);
      expect(new Set(ids).size).toBe(40);
    });

    it('keeps every fact of an entry', async () => {
      const log = await openLog();
      const full: Happening = {
        kind: 'failure',
        message: 'ghcr.io says no: "zu müde" \u0000\n',
        image: 'ghcr.io/acme/web',
        imageId: '0123456789abcdef',
        tag: '1.2.3',
        configRepo: 'production',
        commit: 'abc',
        url: 'https://example.org/',
        code: 'unauthorized',
        next: 'give it a token',
      };
      const [entry] = await addAll(log, full);
      expect(entry).toEqual({ ...full, id: entry?.id, at: entry?.at });
    });

    it('gives what fits, and no more than was asked for', async () => {
      const log = await openLog();
      const imageId = 'aaaaaaaaaaaaaaaa';
      await addAll(
        log,
        checked('1', { imageId }),
        checked('2', { kind: 'commit', imageId }),
        checked('3'),
        checked('4', { imageId }),
      );
      expect(messages(await log.recent({ imageId }, 10))).toEqual(['4', '2', '1']);
      expect(messages(await log.recent({ kind: 'check' }, 10))).toEqual(['4', '3', '1']);
      expect(messages(await log.recent({ kind: 'check', imageId }, 1))).toEqual(['4']);
    });

    it('forgets the oldest', async () => {
      const log = await openLog(100);
      for (let i = 0; i < 1_000; i += 1) {
        log.add(checked(`${i}`));
        if (i % 250 !== 249) continue;
        await vi.waitFor(async () => expect((await log.recent({}, 1))[0]?.message).toBe(`${i}`));
      }
      const kept = await log.recent({}, 10_000);
      expect(kept.length).toBeLessThanOrEqual(300);
      expect(messages(kept).slice(0, 100)).toEqual(Array.from({ length: 100 }, (_, i) => `${999 - i}`));
    });

    it('takes what is told once as one entry', async () => {
      const log = await openLog();
      log.add(checked('first'), { once: 'name' });
      log.add(checked('second'), { once: 'name' });
      log.add(checked('other'), { once: 'other name' });
      log.add(checked('plain'));
      await vi.waitFor(async () =>
        expect(messages(await log.recent({}, 10))).toEqual(['plain', 'other', 'first']),
      );
    });

    it('tells what silences a name in any case, and then nothing under that name', async () => {
      const log = await openLog();
      log.add(checked('read'), { once: 'commit 1' });
      log.add(checked('pushed'), { silences: 'commit 1' });
      log.add(checked('pushed'), { silences: 'commit 2' });
      log.add(checked('read'), { once: 'commit 2' });
      log.add(checked('end'));
      await vi.waitFor(async () =>
        expect(messages(await log.recent({}, 10))).toEqual(['end', 'pushed', 'pushed', 'read']),
      );
    });

    it('tells followers of what comes, in order, until they stop', async () => {
      const log = await openLog();
      const [one, two] = [createTold(), createTold()];
      const stop = log.follow(one);
      log.follow(two);
      await addAll(log, checked('1'), checked('2'));
      await vi.waitFor(() => expect(messages(one.entries)).toEqual(['1', '2']));
      stop();
      const all = await addAll(log, checked('3'));
      await vi.waitFor(() => expect(two.entries).toEqual(all.toReversed()));
      expect(messages(one.entries)).toEqual(['1', '2']);
      expect([...one.resets, ...two.resets]).toEqual([]);
    });

    it('goes on after a known entry, each entry once', async () => {
      const log = await openLog();
      const all = await addAll(log, ...Array.from({ length: 10 }, (_, i) => checked(`${i}`)));
      const follower = createTold();
      log.follow(follower, all[6]?.id);
      for (let i = 10; i < 20; i += 1) log.add(checked(`${i}`));
      const expected = Array.from({ length: 16 }, (_, i) => `${i + 4}`);
      await vi.waitFor(() => expect(messages(follower.entries)).toEqual(expected));
      expect(follower.resets).toEqual([]);
    });

    it.each([
      ['too old', '000000000000001-000000'],
      ['of the future', '999999999999999-000000'],
      ['none of ours', 'x'],
    ])('says so when the entry to go on after is %s, and goes on from there', async (_, id) => {
      const log = await openLog();
      const [newest] = await addAll(log, checked('1'), checked('2'));
      const follower = createTold();
      log.follow(follower, id);
      await vi.waitFor(() => expect(follower.resets).toEqual([newest?.id]));
      await addAll(log, checked('3'));
      await vi.waitFor(() => expect(messages(follower.entries).at(-1)).toBe('3'));
      expect(messages(follower.entries)).not.toContain('1');
    });

    it('tells nothing after it was closed', async () => {
      const log = await openLog();
      const follower = createTold();
      log.follow(follower);
      await log.close();
      opened.length = 0;
      log.add(checked('late'));
      expect(follower.entries).toEqual([]);
    });
  });
}
