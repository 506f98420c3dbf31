import { afterEach, describe, expect, test } from 'vitest';
import { findPart } from './parts/find-part.ts';
import { deployment } from './world/manifests.ts';
import { waitUntil } from './world/wait-until.ts';
import { openWorld, type World } from './world/world.ts';

const registry = findPart('docker-registry');
const redis = findPart('redis-server');
const parts = registry !== undefined && redis !== undefined ? { registry, redis } : undefined;

describe.runIf(parts !== undefined)('a big scan', () => {
  let world: World;
  afterEach(() => world.close());

  test('is read in a thread of its own, and ends in the same commit', async () => {
    if (parts === undefined) throw new Error('the real parts are missing');
    world = await openWorld({
      mode: 'embedded',
      parts,
      files: (host) => {
        const bound = deployment(`${host}/me/helloworld:1.0.0`);
        const others = Array.from({ length: 700 }, (_, at) => [
          `apps/${at}.yaml`,
          deployment(`ghcr.io/acme/other:${at}.0.0`, { name: `other-${at}`, annotations: [] }),
        ]);
        return { 'broken.yaml': 'image: [', 'helloworld.yaml': bound, ...Object.fromEntries(others) };
      },
    });
    for (const tag of ['1.0.0', '1.1.0']) await world.registry.push('me/helloworld', tag);
    await world.start();
    await waitUntil('the commit', async () => (await world.file('helloworld.yaml')).includes(':1.1.0'));
    const problems = world.services[0]?.log().filter(({ msg }) => msg === 'problem in the config repo');
    expect(problems).toMatchObject([{ where: 'broken.yaml:1', code: 'syntax' }]);
  });
});
