import { setImmediate as soon } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createSingleFlight } from '../../src/budget/single-flight.ts';

function flights() {
  const single = createSingleFlight<string>();
  const begun: { readonly signal: AbortSignal; readonly land: (result: string) => void }[] = [];
  const share = (key: string, signal?: AbortSignal): Promise<string> =>
    single.share(key, signal, (own) => new Promise((land) => begun.push({ signal: own, land })));
  return { begun, share };
}

it('flies once for all who want the same at the same time, and again afterwards', async () => {
  const { begun, share } = flights();
  const both = [share('a'), share('a'), share('b')];
  expect(begun).toHaveLength(2);
  begun[0]?.land('first');
  begun[1]?.land('other');
  expect(await Promise.all(both)).toEqual(['first', 'first', 'other']);
  const later = share('a');
  expect(begun).toHaveLength(3);
  begun[2]?.land('second');
  expect(await later).toBe('second');
});

it('lets one leave and the others fly on', async () => {
  const { begun, share } = flights();
  const controller = new AbortController();
  const reason = new Error('shutting down');
  const leaving = share('a', controller.signal);
  const staying = share('a');
  controller.abort(reason);
  await expect(leaving).rejects.toBe(reason);
  expect(begun[0]?.signal.aborted).toBe(false);
  begun[0]?.land('there');
  expect(await staying).toBe('there');
});

it('calls the flight off when the last one has left, and begins a new one then', async () => {
  const { begun, share } = flights();
  const controllers = [new AbortController(), new AbortController()];
  const leaving = controllers.map(({ signal }) => share('a', signal));
  for (const controller of controllers) controller.abort(new Error('gone'));
  for (const one of leaving) await expect(one).rejects.toThrow('gone');
  expect(begun[0]?.signal.aborted).toBe(true);
  const next = share('a');
  begun[1]?.land('again');
  expect(await next).toBe('again');
});

it('shares a failure, and forgets it', async () => {
  const single = createSingleFlight<string>();
  const fail = (): Promise<string> => Promise.reject(new Error('no'));
  const both = [single.share('a', undefined, fail), single.share('a', undefined, fail)];
  for (const one of both) await expect(one).rejects.toThrow('no');
  await soon();
  expect(await single.share('a', undefined, async () => 'yes')).toBe('yes');
});
