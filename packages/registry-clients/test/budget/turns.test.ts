import { setImmediate as soon } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createTurns } from '../../src/budget/turns.ts';

/** Works that are begun in order and end when they are told to. */
function works(limit: () => number) {
  const turns = createTurns(limit);
  const begun: number[] = [];
  const ends = new Map<number, () => void>();
  return {
    begun,
    take: (name: number, signal?: AbortSignal): Promise<void> =>
      turns.take(signal, () => {
        begun.push(name);
        return new Promise((resolve) => ends.set(name, resolve));
      }),
    end: async (name: number): Promise<void> => {
      ends.get(name)?.();
      await soon();
    },
  };
}

it('lets so many work at once, and the others in their order', async () => {
  const { begun, take, end } = works(() => 2);
  const all = [1, 2, 3, 4].map((name) => take(name));
  await soon();
  expect(begun).toEqual([1, 2]);
  await end(2);
  expect(begun).toEqual([1, 2, 3]);
  await end(1);
  expect(begun).toEqual([1, 2, 3, 4]);
  await end(3);
  await end(4);
  await Promise.all(all);
});

it('lets nobody wait who has left', async () => {
  const { begun, take, end } = works(() => 1);
  const controller = new AbortController();
  const reason = new Error('shutting down');
  const first = take(1);
  const second = take(2, controller.signal);
  const third = take(3);
  controller.abort(reason);
  await expect(second).rejects.toBe(reason);
  await expect(take(4, controller.signal)).rejects.toBe(reason);
  await end(1);
  expect(begun).toEqual([1, 3]);
  await end(3);
  await Promise.all([first, third]);
});

it('gives the turn on after a failure', async () => {
  const turns = createTurns(() => 1);
  const failure = new Error('no');
  await expect(turns.take(undefined, () => Promise.reject(failure))).rejects.toBe(failure);
  expect(await turns.take(undefined, async () => 'next')).toBe('next');
});

it('heeds a limit that changes while others wait', async () => {
  let limit = 3;
  const { begun, take, end } = works(() => limit);
  const all = [1, 2, 3, 4, 5].map((name) => take(name));
  await soon();
  limit = 1;
  await end(1);
  await end(2);
  expect(begun).toEqual([1, 2, 3]);
  await end(3);
  expect(begun).toEqual([1, 2, 3, 4]);
  await end(4);
  await end(5);
  await Promise.all(all);
});
