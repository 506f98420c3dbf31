import { expect, it } from 'vitest';
import { type Cause, rememberCauses } from '../../src/change-sets/index.ts';
import { createMemoryStore } from '../../src/store/index.ts';

const cause = (noticedAt: number): Cause => ({ by: 'poll', noticedAt, listedAt: noticedAt });

it('keeps the first cause of a version, for every process', async () => {
  const store = createMemoryStore({ now: () => 0 });
  const [one, two] = [rememberCauses(store), rememberCauses(store)];
  await one.noteCause('a', '1.0.0', cause(1));
  await one.noteCause('a', '1.0.0', cause(2));
  await two.noteCause('a', '1.0.0', cause(3));
  await two.noteCause('a', '1.1.0', cause(4));
  expect(await two.causeOf('a', '1.0.0')).toEqual(cause(1));
  expect(await one.causeOf('a', '1.1.0')).toEqual(cause(4));
  expect(await one.causeOf('a', '2.0.0')).toBeUndefined();
});

it('keeps when commits were pushed', async () => {
  const memory = rememberCauses(createMemoryStore({ now: () => 0 }));
  await memory.noteWritten(['a', 'b'], 7);
  expect([await memory.writtenAt('a'), await memory.writtenAt('b'), await memory.writtenAt('c')]).toEqual([
    7,
    7,
    undefined,
  ]);
});

it('takes what it cannot read for nothing', async () => {
  const store = createMemoryStore({ now: () => 0 });
  await store.put('cause:a 1', '{"by":"of tomorrow"}');
  await store.put('written:a', 'soon');
  const memory = rememberCauses(store);
  expect([await memory.causeOf('a', '1'), await memory.writtenAt('a')]).toEqual([undefined, undefined]);
});
