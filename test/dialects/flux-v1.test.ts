import { afterEach, describe, expect, test } from 'vitest';
import { findPart } from '../parts/find-part.ts';
import { deployment } from '../world/manifests.ts';
import { waitUntil } from '../world/wait-until.ts';
import { openWorld, type World } from '../world/world.ts';

const registry = findPart('docker-registry');
const redis = findPart('redis-server');
const parts = registry !== undefined && redis !== undefined ? { registry, redis } : undefined;

const automated = 'fluxcd.io/automated: "true"';

/** A HelmRelease as the Helm operator of that time read it. */
function release(host: string, tag: string): string {
  return `---
apiVersion: helm.fluxcd.io/v1
kind: HelmRelease
metadata:
  name: shop
  namespace: demo
  annotations:
    ${automated}
    fluxcd.io/tag.chart-image: semver:~1.2
    repository.fluxcd.io/proxy: sidecars.proxy.repository
    tag.fluxcd.io/proxy: sidecars.proxy.tag
    filter.fluxcd.io/proxy: regexp:^release-[0-9]+$
spec:
  releaseName: shop
  values:
    image:
      registry: ${host}
      repository: acme/shop
      tag: "${tag}"   # of the chart
    sidecars:
      proxy: {repository: ${host}/acme/proxy, tag: release-1}
`;
}

describe.runIf(parts !== undefined)('a repository written for Flux v1', () => {
  let world: World;
  afterEach(() => world.close());

  const open = async (files: (host: string) => Readonly<Record<string, string>>): Promise<World> => {
    if (parts === undefined) throw new Error('the real parts are missing');
    const repoOptions = ['writeBack: commit', 'dialects: [flux-v1]'];
    world = await openWorld({ mode: 'embedded', parts, repoOptions, files });
    return world;
  };
  const pushAll = async (name: string, built: readonly (readonly [string, string])[]): Promise<void> => {
    for (const [tag, day] of built) {
      await world.registry.push(name, tag, { created: `${day}T00:00:00Z` });
    }
  };
  const reaches = (path: string, text: string) =>
    waitUntil(`${path} with ${text}`, async () => (await world.file(path)).includes(text), 30_000);

  test('a tutorial, unchanged: automated, without a filter, the newest by build time (daemon/images.go: PatternAll)', async () => {
    await open((host) => ({
      'helloworld.yaml': deployment(`${host}/me/helloworld:latest`, {
        annotations: ['flux.weave.works/automated: "true"'],
      }),
    }));
    await pushAll('me/helloworld', [['latest', '2026-01-01']]);
    const before = await world.file('helloworld.yaml');
    await world.start();
    await waitUntil('the first listing', () => world.listings('me/helloworld') > 0);
    await pushAll('me/helloworld', [
      ['1', '2026-01-01'],
      ['2', '2026-01-02'],
      ['3', '2026-01-03'],
    ]);
    await reaches('helloworld.yaml', 'helloworld:3');
    const updates = () =>
      world.services.flatMap((service) => service.log()).filter(({ msg }) => msg === 'updated');
    // The log tells of it once the push has ended.
    await waitUntil('the log', () => updates().at(-1)?.['to'] === '3');
    const last = updates().at(-1);
    await world.stop('SIGTERM');
    expect(await world.file('helloworld.yaml')).toBe(before.replace('helloworld:latest', 'helloworld:3'));
    expect(last).toMatchObject({ to: '3', reason: expect.stringContaining('build time') });
  });

  test('is updated to what Flux v1 would choose by its patterns (pattern.go), in workloads and charts (helmrelease.go)', async () => {
    await open((host) => ({
      'web.yaml': deployment(`${host}/acme/web:main-1`, {
        name: 'web',
        annotations: [automated, 'fluxcd.io/tag.web: glob:main-*'],
      }),
      'locked.yaml': deployment(`${host}/acme/web:main-1`, {
        name: 'locked',
        annotations: [automated, 'fluxcd.io/locked: "true"', 'fluxcd.io/locked_msg: Halt updates for now'],
      }),
      'release.yaml': release(host, '1.2'),
    }));
    await pushAll('acme/web', [
      ['main-1', '2026-01-01'],
      ['main-10', '2026-01-02'],
      ['main-9', '2026-01-03'],
      ['dev-11', '2026-01-04'],
      ['latest', '2026-01-05'],
    ]);
    await pushAll('acme/shop', [
      ['1.2', '2026-01-01'],
      ['1.2.10', '2026-01-02'],
      ['1.2.9', '2026-01-03'],
      ['1.3', '2026-01-04'],
    ]);
    await pushAll('acme/proxy', [
      ['release-1', '2026-01-01'],
      ['release-3', '2026-01-03'],
      ['release-2', '2026-01-02'],
      ['nightly', '2026-01-04'],
    ]);
    const { host } = world.registry;
    const locked = await world.file('locked.yaml');
    await world.start();
    await reaches('web.yaml', 'web:main-9');
    await reaches('release.yaml', '1.2.10');
    await reaches('release.yaml', 'release-3');
    await world.stop('SIGTERM');
    expect(await world.file('release.yaml')).toBe(
      release(host, '1.2.10').replace('release-1}', 'release-3}'),
    );
    expect(await world.file('locked.yaml')).toBe(locked);
  });

  test('differs on purpose: never down, and nothing by an invalid pattern (pattern.go lets it match anything)', async () => {
    const noted = (name: string, pattern: string) => ({
      name,
      annotations: [automated, `fluxcd.io/tag.${name}: ${pattern}`],
    });
    await open((host) => ({
      'down.yaml': deployment(`${host}/acme/web:2.0.0`, noted('down', 'semver:~1')),
      'pattern.yaml': deployment(`${host}/acme/web:1.0.0`, noted('pattern', 'regexp:1.(')),
      'unquoted.yaml': deployment(`${host}/acme/web:1.0.0`, { annotations: ['fluxcd.io/automated: true'] }),
      'good.yaml': deployment(`${host}/acme/web:1.0.0`, noted('good', 'semver:~1')),
    }));
    await pushAll('acme/web', [
      ['1.0.0', '2026-01-01'],
      ['2.0.0', '2026-01-02'],
      ['1.1.0', '2026-01-03'],
    ]);
    const paths = ['down.yaml', 'pattern.yaml', 'unquoted.yaml'];
    const before = await Promise.all(paths.map(world.file));
    await world.start();
    await reaches('good.yaml', 'web:1.1.0');
    await world.stop('SIGTERM');
    expect(await Promise.all(paths.map(world.file))).toEqual(before);
    expect(await world.subjects()).toHaveLength(2);
  });
});
