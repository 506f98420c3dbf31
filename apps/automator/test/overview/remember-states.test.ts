import { describe, expect, it } from 'vitest';
import { standingsOf } from '../../src/overview/build-overview.ts';
import { rememberStates } from '../../src/overview/index.ts';
import { createMemoryStore } from '../../src/store/index.ts';
import { deployment, fieldIn, listed, listingsOf, viewOf } from './view-of.ts';

const listings = listingsOf({ 'ghcr.io/acme/web': listed(['1.0.0', '1.1.0']) });
const id = fieldIn('web.yaml');

function standAt(version: string) {
  const text = deployment('web', `ghcr.io/acme/web:${version}`);
  return standingsOf([viewOf('production', { 'web.yaml': text }, listings)], listings);
}

/** A store that counts. */
function counted() {
  const store = createMemoryStore({ now: () => 0 });
  const asked = { gets: 0, puts: 0 };
  return {
    asked,
    store: {
      get: (key: string) => {
        asked.gets += 1;
        return store.get(key);
      },
      put: (key: string, value: string) => {
        asked.puts += 1;
        return store.put(key, value);
      },
    },
  };
}

describe('since when a field stands where it stands', () => {
  it('is when it was first seen there, and is written once', async () => {
    const { store, asked } = counted();
    const states = rememberStates(store);
    expect(await states.since(standAt('1.1.0'), 1000)).toEqual([1000]);
    expect(await states.since(standAt('1.1.0'), 2000)).toEqual([1000]);
    expect(asked).toEqual({ gets: 1, puts: 1 });
  });

  it('begins anew with another state, and with another version in the same state', async () => {
    const { store } = counted();
    const states = rememberStates(store);
    await states.since(standAt('1.1.0'), 1000);
    expect(await states.since(standAt('1.0.0'), 2000)).toEqual([2000]);
    expect(await states.since(standAt('1.1.0'), 3000)).toEqual([3000]);
  });

  it('is the same in every process, and after a restart', async () => {
    const { store } = counted();
    const [one, other] = [rememberStates(store), rememberStates(store)];
    await one.since(standAt('1.0.0'), 1000);
    await other.since(standAt('1.0.0'), 2000);
    await one.since(standAt('1.1.0'), 3000);
    expect(await other.since(standAt('1.1.0'), 4000)).toEqual([3000]);
    expect(await rememberStates(store).since(standAt('1.1.0'), 5000)).toEqual([3000]);
  });

  it('is known of what we wrote ourselves, although nobody looked', async () => {
    const { store } = counted();
    const states = rememberStates(store);
    await states.since(standAt('1.0.0'), 1000);
    await states.note({ configRepo: 'production', id, state: 'current', current: '1.1.0' }, 2000);
    expect(await states.since(standAt('1.1.0'), 9000)).toEqual([2000]);
  });
});
