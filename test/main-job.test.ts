import { afterEach, describe, expect, test } from 'vitest';
import { findPart } from './parts/find-part.ts';
import { deployment } from './world/manifests.ts';
import { waitUntil } from './world/wait-until.ts';
import { modes, openWorld, type World } from './world/world.ts';

const registry = findPart('docker-registry');
const redis = findPart('redis-server');
const parts = registry !== undefined && redis !== undefined ? { registry, redis } : undefined;

describe.runIf(parts !== undefined).each(modes)('the main job, %s', (mode) => {
  let world: World;
  afterEach(() => world.close());

  const open = async (): Promise<World> => {
    if (parts === undefined) throw new Error('the real parts are missing');
    world = await openWorld({
      mode,
      parts,
      files: (host) => ({ 'helloworld.yaml': deployment(`${host}/me/helloworld:1.0.0`) }),
    });
    await world.registry.push('me/helloworld', '1.0.0');
    return world;
  };

  test('tags that were pushed while the service was stopped become one commit to the newest allowed', async () => {
    await open();
    for (const tag of ['1.0.1', '1.1.0', '2.0.0', '1.2.0-rc.1', 'latest'])
      await world.registry.push('me/helloworld', tag);
    const before = await world.file('helloworld.yaml');
    await world.start();
    await waitUntil('a commit', async () => (await world.subjects()).length > 1);
    await world.stop('SIGTERM');
    const image = `${world.registry.host}/me/helloworld`;
    expect(await world.file('helloworld.yaml')).toBe(before.replace(`${image}:1.0.0`, `${image}:1.1.0`));
    expect(await world.subjects()).toEqual([`Update ${image} to 1.1.0`, expect.any(String)]);
  });

  test('a pushed image becomes a commit by the webhook of the registry', async () => {
    await open();
    await world.start();
    await waitUntil('the first listing', () => world.listings('me/helloworld') > 0);
    await world.registry.push('me/helloworld', '1.0.1');
    await waitUntil('the commit', async () => (await world.file('helloworld.yaml')).includes(':1.0.1'), 4000);
  });
});
