import { execFileSync } from 'node:child_process';
import { createImageAliases, RegistryError, type TagListing } from '@deployment-automator/registry-clients';
import { parsePolicy } from '@deployment-automator/tag-policy';
import { afterEach, describe, expect, it } from 'vitest';
import { createListings } from '../../../src/check/index.ts';
import { createFakeRegistry, type FakeRegistry, listed } from '../../check/fake-registry.ts';
import { deployment, isQuiet, openScene, type Scene } from './scene.ts';

const minute = 60_000;
const images = Array.from({ length: 50 }, (_, at) => `registry.example/acme/app-${at}`);
const question = { policy: parsePolicy('semver:^1'), current: { tag: '1.4.0' } };

const failed = (code: 'unreachable' | 'server-error' | 'rate-limited'): TagListing => ({
  ...listed([], 'failed'),
  problem: new RegistryError(code, { host: 'registry.example' }, 'no answer worth having'),
});

/** What a registry says that is in trouble. */
const troubles: readonly (readonly [string, TagListing])[] = [
  ['is down', failed('unreachable')],
  ['answers 500s', failed('server-error')],
  ['answers 429s', failed('rate-limited')],
  ['breaks off in the middle of its list', { ...listed(['1.0.0'], 'partial') }],
  ['gives half a list and calls it whole', listed(['1.0.0', '1.4.0'])],
  ['gives an empty list and calls it whole', listed([])],
];

describe('50 open pull requests', { timeout: 300_000 }, () => {
  let scene: Scene;
  afterEach(() => scene.close());

  const open = async (): Promise<{ registry: FakeRegistry; poll: () => Promise<void> }> => {
    const files = Object.fromEntries(
      images.map((image, at) => [`app-${at}/app.yaml`, deployment(`app-${at}`, `${image}:1.4.0`)]),
    );
    const limits = { openPullRequests: 60, newPullRequestsPerHour: 100, updatesPerRun: 100 };
    scene = await openScene({ kind: 'github', files, desk: { limits } });
    const registry = createFakeRegistry({ '1.0.0': 'sha256:a', '1.4.0': 'sha256:b', '1.5.0': 'sha256:c' });
    const now = (): number => Date.now() + scene.ahead;
    const listings = createListings({
      client: registry.client,
      store: scene.store,
      aliases: createImageAliases([]),
      now,
    });
    const poll = async (): Promise<void> => {
      for (const image of images) {
        const [host = '', ...path] = image.split('/');
        const attempt = await listings.read({ registry: host, repository: path.join('/') }, [question]);
        scene.listings.set(image, attempt);
      }
      expect((await scene.look()).errors).toEqual([]);
    };
    await poll();
    expect(await state()).toMatchObject({ open: 50, others: 0 });
    return { registry, poll };
  };
  const state = async () => {
    const pulls = await scene.forge.pulls();
    return {
      open: pulls.filter((pull) => pull.state === 'open').length,
      others: pulls.filter((pull) => pull.state !== 'open').length,
      texts: pulls.map(({ title, body, comments }) => [title, body, comments.length]),
      heads: execFileSync('git', ['for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads'], {
        cwd: scene.path,
        encoding: 'utf8',
      }),
    };
  };

  it('survive every trouble of the registry, an hour each, untouched; then all of them move on at once', async () => {
    const { registry, poll } = await open();
    const before = await state();
    for (const [, listing] of troubles) {
      registry.listing = listing;
      for (let look = 0; look < 12; look++) {
        scene.ahead += 5 * minute;
        await poll();
      }
      expect(await state()).toEqual(before);
    }
    registry.listing = undefined;
    registry.digests.set('1.6.0', 'sha256:d');
    scene.ahead += 5 * minute;
    await poll();
    const after = await state();
    expect(after).toMatchObject({ open: 50, others: 0 });
    expect(after.texts.every(([title]) => String(title).includes('1.6.0'))).toBe(true);
  });

  it('are left in peace for a day on which nothing happens', async () => {
    const { poll } = await open();
    scene.ahead += 5 * minute;
    await poll();
    const before = await state();
    for (let look = 0; look < 96; look++) {
      scene.ahead += 15 * minute;
      const asked = await scene.asked(poll);
      expect(isQuiet(asked), asked.join('\n')).toBe(true);
    }
    expect(await state()).toEqual(before);
  });
});
