import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { afterAll, expect, it } from 'vitest';
import { createLmdbStore } from '../../src/store/lmdb-store.ts';
import { describeStore } from './store-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'lmdb-store-'));
const paths: string[] = [];

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function newPath(): string {
  paths.push(join(folder, `${paths.length}`, 'made', 'store.lmdb'));
  return lastPath();
}

function lastPath(): string {
  return paths.at(-1) ?? '';
}

describeStore('LMDB store', {
  open: async () => createLmdbStore(newPath()),
  reopen: async () => createLmdbStore(lastPath()),
});

/** How many rows the file holds, whether their time is up or not. */
async function countRows(path: string): Promise<number[]> {
  const root = open({ path, noSubdir: true });
  const counts = ['entries', 'ends'].map((name) => root.openDB({ name }).getCount());
  await root.close();
  return counts;
}

it('removes what is over when it is opened, and nothing else', { timeout: 30_000 }, async () => {
  const path = newPath();
  const store = createLmdbStore(path, () => 1_000);
  for (let i = 0; i < 50; i += 1) await store.put(`over-${i}`, 'x', 10);
  await store.put('prolonged', 'x', 10);
  await store.put('prolonged', 'x', 5_000);
  await store.put('for good', 'x', 10);
  await store.put('for good', 'x');
  await store.close();
  expect(await countRows(path)).toEqual([52, 53]);
  const again = createLmdbStore(path, () => 2_000);
  expect([await again.get('prolonged'), await again.get('for good')]).toEqual(['x', 'x']);
  await again.close();
  expect(await countRows(path)).toEqual([2, 1]);
});

it('does not grow with values that nobody reads again', { timeout: 30_000 }, async () => {
  const path = newPath();
  let now = 0;
  const store = createLmdbStore(path, () => now);
  for (let i = 0; i < 300; i += 1) {
    now += 1;
    await store.put(`seen-${i}`, 'x', 10);
  }
  await store.close();
  const [entries = 0] = await countRows(path);
  expect(entries).toBeLessThan(20);
});

it('can be read and written by two at the same time', async () => {
  const path = newPath();
  const [one, two] = [createLmdbStore(path), createLmdbStore(path)];
  await one.put('a', '1');
  await two.put('b', '2', 60_000);
  expect([await two.get('a'), await one.get('b')]).toEqual(['1', '2']);
  await Promise.all([one.close(), two.close()]);
});
