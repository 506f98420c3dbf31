import { expect, it } from 'vitest';
import { createNoticed } from '../../src/check/index.ts';
import { createMemoryStore } from '../../src/store/index.ts';

it('gives who noticed first, once', async () => {
  const noticed = createNoticed(createMemoryStore({ now: () => 0 }));
  expect(await noticed.take('a')).toBeUndefined();
  await noticed.note('a', { by: 'webhook', at: 1 });
  await noticed.note('a', { by: 'person', at: 2 });
  await noticed.note('b', { by: 'start', at: 3 });
  expect(await noticed.take('a')).toEqual({ by: 'webhook', at: 1 });
  expect(await noticed.take('a')).toBeUndefined();
  expect(await noticed.take('b')).toEqual({ by: 'start', at: 3 });
});

it('puts a webhook and a person before a look on a timer, and never the other way round', async () => {
  const noticed = createNoticed(createMemoryStore({ now: () => 0 }));
  await noticed.note('a', { by: 'start', at: 1 });
  await noticed.note('a', { by: 'poll', at: 2 });
  await noticed.note('a', { by: 'webhook', at: 3 });
  await noticed.note('a', { by: 'start', at: 4 });
  expect(await noticed.take('a')).toEqual({ by: 'webhook', at: 3 });
});

it('forgets what no look came for', async () => {
  let now = 0;
  const noticed = createNoticed(createMemoryStore({ now: () => now }));
  await noticed.note('a', { by: 'webhook', at: 0 });
  now = 600_000;
  expect(await noticed.take('a')).toBeUndefined();
});
