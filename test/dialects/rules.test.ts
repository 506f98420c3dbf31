import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { findPart } from '../parts/find-part.ts';
import { deployment } from '../world/manifests.ts';
import { startPerson } from '../world/person.ts';
import { waitUntil } from '../world/wait-until.ts';
import { openWorld, type World } from '../world/world.ts';

const registry = findPart('docker-registry');
const redis = findPart('redis-server');
const parts = registry !== undefined && redis !== undefined ? { registry, redis } : undefined;

describe.runIf(parts !== undefined)('rules in .automator.yaml', () => {
  let world: World;
  afterEach(() => world.close());

  test('bind what they match, give way to what stands nearer, and can be changed by a commit', async () => {
    if (parts === undefined) throw new Error('the real parts are missing');
    const plain = (image: string, ...annotations: string[]) => deployment(image, { annotations });
    const rules = (host: string, range: string) =>
      [
        'rules:',
        `  - images: ["${host}/acme/*"]`,
        `    tag: semver:${range}`,
        `  - images: ["${host}/acme/jobs"]`,
        '    tag: numeric',
        '    filter: ["regex:^main-(?<key>[0-9]+)$"]',
        '  - paths: ["held/**"]',
        '    hold: true',
        '',
      ].join('\n');
    world = await openWorld({
      mode: 'embedded',
      parts,
      repoOptions: ['writeBack: commit', 'paths: ["apps/**", "held/**"]'],
      files: (host) => ({
        '.automator.yaml': rules(host, '~1.0'),
        'apps/web.yaml': plain(`${host}/acme/web:1.0.0`),
        'apps/near.yaml': plain(`${host}/acme/web:1.0.0`, 'automator/tag: semver:^1'),
        'apps/jobs.yaml': plain(`${host}/acme/jobs:main-9`),
        'apps/other.yaml': plain(`${host}/team/web:1.0.0`),
        'held/web.yaml': plain(`${host}/acme/web:1.0.0`),
      }),
    });
    const { host } = world.registry;
    for (const tag of ['1.0.0', '1.0.2', '1.1.0', '2.0.0']) {
      for (const name of ['acme/web', 'team/web']) await world.registry.push(name, tag);
    }
    for (const tag of ['main-9', 'main-10', 'dev-99']) await world.registry.push('acme/jobs', tag);
    const reaches = (path: string, text: string) =>
      waitUntil(`${path} with ${text}`, async () => (await world.file(path)).includes(text));

    await world.start();
    await reaches('apps/web.yaml', '/acme/web:1.0.2');
    await reaches('apps/near.yaml', '/acme/web:1.1.0');
    await reaches('apps/jobs.yaml', '/acme/jobs:main-10');

    const person = await startPerson('ann', world.cloneUrl, join(world.folder, 'ann'));
    await person.change('.automator.yaml', () => rules(host, '*'), 'Take every version');
    await reaches('apps/web.yaml', '/acme/web:2.0.0');
    await world.stop('SIGTERM');

    expect(await world.file('apps/other.yaml')).toBe(plain(`${host}/team/web:1.0.0`));
    expect(await world.file('held/web.yaml')).toBe(plain(`${host}/acme/web:1.0.0`));
    expect(await world.file('apps/near.yaml')).toBe(
      plain(`${host}/acme/web:1.1.0`, 'automator/tag: semver:^1'),
    );
  });
});
