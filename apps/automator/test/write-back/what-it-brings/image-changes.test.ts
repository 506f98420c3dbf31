import { ForgeError, type Release, type SourceChange } from '@deployment-automator/forge-clients';
import { type ImageDescription, RegistryError } from '@deployment-automator/registry-clients';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createImageChanges,
  gatherChanges,
  type ImageChanges,
} from '../../../src/write-back/what-it-brings/index.ts';

const image = { registry: 'ghcr.io', repository: 'acme/web' };
const source = 'https://github.com/acme/web';
const [oldCommit, newCommit] = ['a'.repeat(40), 'b'.repeat(40)];
const change: SourceChange = {
  url: 'https://github.com/acme/web/compare/a...b',
  commits: [{ id: newCommit, subject: 'Mend the login', author: 'ann' }],
  total: 1,
};
const release: Release = { tag: 'v1.5.0', url: 'https://github.com/acme/web/releases/v1.5.0', notes: 'New' };

let images: Map<string, ImageDescription | Error>;
let compare: SourceChange | Error | undefined;
let releases: Map<string, Release | Error>;
let asked: string[];
let kept: Map<string, { value: string; until: number }>;
let now: number;
let changes: ImageChanges;

const forgeDown = (): ForgeError =>
  new ForgeError('unavailable', 'it is down', {
    host: 'github.com',
    repository: 'acme/web',
    action: 'compare',
  });
const registryDown = (): RegistryError =>
  new RegistryError('timeout', { host: 'ghcr.io', repository: 'acme/web' }, 'took too long');

function described(digest: string, more: Partial<ImageDescription> = {}): ImageDescription {
  return { digest: `sha256:${digest}`, labels: {}, platforms: [], source, ...more };
}

function give<T>(answer: T | Error): T {
  if (answer instanceof Error) throw answer;
  return answer;
}

beforeEach(() => {
  images = new Map<string, ImageDescription | Error>([
    ['1.4.0', described('old', { revision: oldCommit })],
    ['1.5.0', described('new', { revision: newCommit, builtAt: 1_700_000_000_000 })],
  ]);
  compare = change;
  releases = new Map([['v1.5.0', release]]);
  asked = [];
  kept = new Map();
  now = 0;
  changes = createImageChanges({
    client: {
      readImage: async (_image, reference) => {
        asked.push(`image ${reference}`);
        return give(images.get(reference));
      },
    },
    forges: [
      {
        kind: 'github',
        hosts: ['github.com'],
        client: {
          compare: async (repository, from, to) => {
            asked.push(`compare ${repository} ${from[0]}..${to[0]}`);
            return give(compare);
          },
          release: async (repository, tag) => {
            asked.push(`release ${repository} ${tag}`);
            return give(releases.get(tag));
          },
        },
      },
    ],
    store: {
      get: async (key) => {
        const entry = kept.get(key);
        return entry !== undefined && now < entry.until ? entry.value : undefined;
      },
      put: async (key, value, ttl = Number.POSITIVE_INFINITY) => {
        kept.set(key, { value, until: now + ttl });
      },
    },
    now: () => now,
  });
});

const read = (): ReturnType<ImageChanges['read']> => changes.read(image, { tag: '1.4.0' }, { tag: '1.5.0' });
const hour = 3_600_000;

describe('what a move brings', () => {
  it('tells the commits, the release notes and the build time', async () => {
    expect(await read()).toEqual({
      builtAt: 1_700_000_000_000,
      source,
      revision: newCommit,
      change,
      release,
    });
    expect(asked).toEqual(['image 1.5.0', 'image 1.4.0', 'compare acme/web a..b', 'release acme/web v1.5.0']);
  });

  it('finds a release without the v, and asks for none of a tag that is no version', async () => {
    releases = new Map([['1.5.0', { ...release, tag: '1.5.0' }]]);
    expect((await read()).release?.tag).toBe('1.5.0');
    images.set('main-3f2a91c', described('main', { revision: newCommit }));
    asked = [];
    await changes.read(image, { tag: '1.4.0' }, { tag: 'main-3f2a91c' });
    expect(asked).toEqual(['image main-3f2a91c', 'compare acme/web a..b']);
  });

  it('says nothing is missing where there is just no release', async () => {
    releases = new Map();
    expect(await read()).toEqual({ builtAt: 1_700_000_000_000, source, revision: newCommit, change });
  });

  const missing: readonly [string, () => void, string][] = [
    [
      'an image without a source',
      () => images.set('1.5.0', described('n', { source: '' })),
      'does not say where',
    ],
    [
      'a source elsewhere',
      () => images.set('1.5.0', described('n', { source: 'https://evil.example/a/b', revision: newCommit })),
      'is at evil.example',
    ],
    [
      'an old image from another source',
      () => images.set('1.4.0', described('o', { source: 'https://github.com/acme/x', revision: oldCommit })),
      'different sources',
    ],
    [
      'an old image without a commit',
      () => images.set('1.4.0', described('o')),
      'the old image does not say which',
    ],
    [
      'a commit that is a branch',
      () => images.set('1.5.0', described('n', { revision: 'main' })),
      'the new image does not say which',
    ],
    [
      'the same commit',
      () => images.set('1.5.0', described('n', { revision: oldCommit })),
      'from the same commit',
    ],
    ['an old image that is gone', () => images.delete('1.4.0'), 'the old image is not in the registry'],
    [
      'a registry that is down',
      () => images.set('1.5.0', registryDown()),
      'not given by the registry (timeout)',
    ],
    [
      'a forge that cannot say',
      () => {
        compare = undefined;
      },
      'the forge cannot compare',
    ],
    [
      'a forge that is down',
      () => {
        compare = forgeDown();
      },
      'did not compare the two commits (unavailable)',
    ],
    ['no notes', () => releases.set('v1.5.0', forgeDown()), 'did not give the release notes (unavailable)'],
  ];
  it.each(missing)('says what is missing: %s', async (_name, arrange, words) => {
    arrange();
    expect((await read()).missing).toContain(words);
  });

  it('never asks a forge about a source elsewhere, and about a release only of commits that are known', async () => {
    images.set('1.5.0', described('n', { source: 'https://evil.example/acme/web', revision: newCommit }));
    await read();
    images.set('1.5.1', described('n2'));
    await changes.read(image, { tag: '1.4.0' }, { tag: '1.5.1' });
    expect(asked.filter((question) => !question.startsWith('image'))).toEqual([]);
  });

  it('has nothing before a first version', async () => {
    expect((await changes.read(image, {}, { tag: '1.5.0' })).missing).toContain('names no tag');
  });
});

describe('what is remembered', () => {
  it('asks nobody again within the hour, and of digests never', async () => {
    await read();
    asked = [];
    now += hour - 1;
    await read();
    expect(asked).toEqual([]);
    now += 1;
    await read();
    expect(asked).toEqual(['image 1.5.0', 'image 1.4.0']);

    images.set('sha256:old', described('old', { revision: oldCommit }));
    await changes.read(image, { digest: 'sha256:old' }, { tag: '1.5.0' });
    asked = [];
    now += 24 * hour;
    await changes.read(image, { digest: 'sha256:old' }, { tag: '1.5.0' });
    expect(asked).toEqual(['image 1.5.0']);
  });

  it('tells the same while the registry is down, and asks it seldom', async () => {
    const before = await read();
    images.set('1.4.0', registryDown()).set('1.5.0', registryDown());
    now += 2 * hour;
    asked = [];
    expect([await read(), await read()]).toEqual([before, before]);
    expect(asked).toEqual(['image 1.5.0', 'image 1.4.0']);
  });

  it('tells the same when the old image was cleaned away', async () => {
    const before = await read();
    images.delete('1.4.0');
    now += 2 * hour;
    expect(await read()).toEqual(before);
  });

  it('asks a forge that failed again after an hour', async () => {
    compare = forgeDown();
    await read();
    compare = change;
    expect((await read()).change).toBeUndefined();
    now += hour;
    expect((await read()).change).toEqual(change);
  });

  it('keeps no label of a megabyte', async () => {
    images.set('1.5.0', described('new', { source: 's'.repeat(1_000_000), revision: newCommit }));
    await read();
    for (const { value } of kept.values()) expect(value.length).toBeLessThan(5000);
  });
});

it('asks once for one and the same move', async () => {
  const update = {
    image: 'ghcr.io/acme/web',
    name: image,
    from: '1.4.0',
    to: '1.5.0',
    chosen: { tag: '1.5.0' },
    binding: { field: { image: { tag: '1.4.0' } } },
  };
  const brings = await gatherChanges([update, { ...update }, update], changes);
  expect(brings(update)?.change).toEqual(change);
  expect(brings({ ...update, to: '9.9.9' })).toBeUndefined();
  expect(asked).toHaveLength(4);
});
