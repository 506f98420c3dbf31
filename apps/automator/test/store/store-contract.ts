import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/index.ts';

/** What every store promises. `open` gives a fresh, empty one; `reopen` what the last one left. */
export function describeStore(
  name: string,
  { open, reopen }: { open: () => Promise<Store>; reopen: () => Promise<Store> },
): void {
  describe(name, { timeout: 20_000 }, () => {
    const opened: Store[] = [];

    afterEach(async () => {
      await Promise.all(opened.splice(0).map((store) => store.close()));
    });

    async function openStore(opening = open): Promise<Store> {
      const store = await opening();
      opened.push(store);
      return store;
    }

    it('has nothing at first', async () => {
      const store = await openStore();
      expect(await store.get('a')).toBeUndefined();
      await store.delete('a');
    });

    it('gives back what was put last, until it is deleted', async () => {
      const store = await openStore();
      await store.put('a', '1');
      await store.put('b', '2', 60_000);
      await store.put('a', '3');
      expect([await store.get('a'), await store.get('b')]).toEqual(['3', '2']);
      await store.delete('a');
      expect([await store.get('a'), await store.get('b')]).toEqual([undefined, '2']);
    });

    it('keeps any text under any key', async () => {
      const store = await openStore();
      const text = fc.string({ unit: 'binary', maxLength: 60 });
      await fc.assert(
        fc.asyncProperty(
          fc.dictionary(text, text, { maxKeys: 20, noNullPrototype: true }),
          async (values) => {
            const entries = Object.entries(values);
            for (const [key, value] of entries) await store.put(`k${key}`, value, 60_000);
            for (const [key, value] of entries) expect(await store.get(`k${key}`)).toBe(value);
          },
        ),
        { numRuns: 50 },
      );
    });

    it('takes long keys and long values', async () => {
      const store = await openStore();
      const long = 'registry.example.org/ö/'.repeat(500);
      await store.put(`${long}1`, long.repeat(100), 60_000);
      await store.put(`${long}2`, '');
      expect([await store.get(`${long}1`), await store.get(`${long}2`)]).toEqual([long.repeat(100), '']);
    });

    it('forgets a value when its time is up', async () => {
      const store = await openStore();
      await store.put('short', '1', 60);
      await store.put('over', '1', 0);
      await store.put('long', '1', 60_000);
      await delay(200);
      expect(await Promise.all(['short', 'over', 'long'].map((key) => store.get(key)))).toEqual([
        undefined,
        undefined,
        '1',
      ]);
    });

    it('takes the TTL of the last put', async () => {
      const store = await openStore();
      await store.put('kept', '1', 60);
      await store.put('kept', '2');
      await store.put('prolonged', '1', 60);
      await store.put('prolonged', '2', 60_000);
      await store.put('shortened', '1');
      await store.put('shortened', '2', 60);
      await delay(200);
      await store.put('other', '', 60_000);
      expect(await Promise.all(['kept', 'prolonged', 'shortened'].map((key) => store.get(key)))).toEqual([
        '2',
        '2',
        undefined,
      ]);
    });

    it('still has it after it was closed and opened again', async () => {
      const store = await openStore();
      await store.put('a', '1');
      await store.put('b', '2', 60_000);
      await store.put('c', '3', 20);
      await store.close();
      opened.length = 0;
      await delay(100);
      const again = await openStore(reopen);
      expect(await Promise.all(['a', 'b', 'c'].map((key) => again.get(key)))).toEqual(['1', '2', undefined]);
    });
  });
}
