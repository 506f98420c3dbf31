import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createImageAliases,
  type RegistryClient,
  RegistryError,
  type TagListing,
} from '@deployment-automator/registry-clients';
import { parsePolicy } from '@deployment-automator/tag-policy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createListings, type Listings, readAll } from '../../src/check/index.ts';
import { createLmdbStore, type Store } from '../../src/store/index.ts';

const web = { registry: 'ghcr.io', repository: 'acme/web' };
const down: TagListing = {
  tags: [],
  candidates: [],
  state: 'failed',
  problem: new RegistryError('rate-limited', { host: 'ghcr.io' }, 'too many requests', { retryAt: 90_000 }),
};

const listed = (tags: readonly string[], state: TagListing['state']): TagListing => {
  return { tags, candidates: tags.map((tag) => ({ tag })), state };
};

let dir: string;
let store: Store;
let answer: TagListing;
let time: number;
let listings: Listings;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'listings-'));
  store = await createLmdbStore(join(dir, 'store'));
  time = 1000;
  answer = listed(['1.0.0', '1.1.0'], 'complete');
  const client: RegistryClient = {
    listTags: async () => answer,
    resolveTag: async () => undefined,
    readImage: async () => undefined,
    listReferrers: async () => [],
    timeOf: () => 'built',
    close: async () => undefined,
  };
  listings = createListings({ client, store, aliases: createImageAliases([]), now: () => time });
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('listings', () => {
  it('keeps what the registry said', async () => {
    await listings.read(web, []);
    expect(await listings.get('ghcr.io/acme/web')).toEqual({
      listing: {
        candidates: [
          { tag: '1.0.0', firstSeenAt: 1000 },
          { tag: '1.1.0', firstSeenAt: 1000 },
        ],
        state: 'complete',
      },
      readAt: 1000,
      attemptedAt: 1000,
      failures: 0,
      turn: 1,
      asked: [],
    });
  });

  it('keeps the last listing that told something while the registry fails, and counts the failures', async () => {
    await listings.read(web, []);
    answer = down;
    for (time of [2000, 3000]) await listings.read(web, []);
    expect(await listings.get('ghcr.io/acme/web')).toMatchObject({
      listing: { candidates: [{ tag: '1.0.0' }, { tag: '1.1.0' }], state: 'complete' },
      readAt: 1000,
      attemptedAt: 3000,
      failures: 2,
      retryAt: 90_000,
      problem: { code: 'rate-limited', next: expect.any(String) },
    });
  });

  it('says failed where nothing was ever read', async () => {
    answer = down;
    expect(await listings.read(web, [])).toMatchObject({
      listing: { candidates: [], state: 'failed' },
      failures: 1,
    });
  });

  it('forgets the failures with the first answer', async () => {
    answer = down;
    await listings.read(web, []);
    answer = listed(['2.0.0'], 'complete');
    const attempt = await listings.read(web, []);
    expect(attempt.failures).toBe(0);
    expect(attempt.problem).toBeUndefined();
  });

  it('lists an image once under all its names, and asks the next time by the name of the list', async () => {
    const asked: unknown[] = [];
    const client: RegistryClient = {
      listTags: async ({ registry }, { etag } = {}) => {
        asked.push([registry, etag]);
        const known = { tags: [], candidates: [], state: 'complete' as const, unchanged: true as const };
        return etag === undefined ? { ...answer, etag: '"v1"' } : { ...known, etag };
      },
      resolveTag: async () => undefined,
      readImage: async () => undefined,
      listReferrers: async () => [],
      timeOf: () => 'built',
      close: async () => undefined,
    };
    const aliases = createImageAliases([{ host: 'ghcr.io', aliases: ['mirror.acme.test/ghcr'] }]);
    const aliased = createListings({ client, store, aliases, now: () => time });
    const version = { policy: parsePolicy('semver:*'), current: { tag: '1.0.0' } };
    const names = ['ghcr.io/acme/web', 'mirror.acme.test/ghcr/acme/web'];
    const first = await readAll(new Map(names.map((name) => [name, [version]])), aliased);
    expect([...first.keys()]).toEqual(names);
    time = 2000;
    const second = await aliased.read({ registry: 'mirror.acme.test', repository: 'ghcr/acme/web' }, []);
    expect(asked).toEqual([
      ['ghcr.io', undefined],
      ['ghcr.io', '"v1"'],
    ]);
    expect(second.listing).toEqual(first.get('ghcr.io/acme/web')?.listing);
    expect(second.readAt).toBe(2000);
  });

  it('gives many at once, and leaves out what was never listed', async () => {
    await listings.read(web, []);
    const all = await listings.getAll(['ghcr.io/acme/web', 'ghcr.io/acme/other']);
    expect([...all.keys()]).toEqual(['ghcr.io/acme/web']);
  });
});
