import { expect, it } from 'vitest';
import { createMemoryActivity } from '../../src/activity/index.ts';
import { checked, createTold, describeActivityLog, messages } from './activity-log-contract.ts';

describeActivityLog('activity in memory', async (entriesAtMost) =>
  createMemoryActivity({ now: Date.now, entriesAtMost }),
);

it('tells the same once more after an hour', async () => {
  let now = 1_000_000;
  const log = createMemoryActivity({ now: () => now });
  const tell = (): void => log.add(checked('again'), { once: 'name' });
  tell();
  now += 3_599_999;
  tell();
  expect((await log.recent({}, 9)).length).toBe(1);
  now += 1;
  tell();
  expect((await log.recent({}, 9)).length).toBe(2);
});

it('numbers on when the clock is set back', async () => {
  let now = 2_000;
  const log = createMemoryActivity({ now: () => now });
  log.add(checked('1'));
  now = 1_000;
  log.add(checked('2'));
  now = 1_500;
  log.add(checked('3'));
  const all = await log.recent({}, 9);
  expect(messages(all)).toEqual(['3', '2', '1']);
  const ids = all.map(({ id }) => id);
  expect(ids.toSorted().reverse()).toEqual(ids);
});

it('does not take the ids of the process before for its own', async () => {
  const before = createMemoryActivity({ now: () => 1_000 });
  before.add(checked('old'));
  const [old] = await before.recent({}, 1);
  const after = createMemoryActivity({ now: () => 2_000 });
  const follower = createTold();
  after.follow(follower, old?.id);
  expect(follower.resets).toEqual([undefined]);
  after.add(checked('new'));
  expect(messages(follower.entries)).toEqual(['new']);
  expect((follower.entries[0]?.id ?? '') > (old?.id ?? '')).toBe(true);
});
