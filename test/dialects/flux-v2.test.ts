import { afterEach, describe, expect, test } from 'vitest';
import { findPart } from '../parts/find-part.ts';
import { waitUntil } from '../world/wait-until.ts';
import { openWorld, type World } from '../world/world.ts';

const registry = findPart('docker-registry');
const redis = findPart('redis-server');
const parts = registry !== undefined && redis !== undefined ? { registry, redis } : undefined;

/** An ImageRepository and its ImagePolicy, as `flux create image` exports them. */
function scan(host: string, name: string, policy: string): string {
  return `---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: ${name}
  namespace: flux-system
spec:
  image: ${host}/acme/${name}
  interval: 1m0s
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: ${name}
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: ${name}
${policy
  .split('\n')
  .map((line) => `  ${line}\n`)
  .join('')}`;
}

const automation = `---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: flux-system
  namespace: flux-system
spec:
  git:
    checkout:
      ref:
        branch: main
    commit:
      author:
        email: fluxcdbot@users.noreply.github.com
        name: fluxcdbot
    push:
      branch: main
  interval: 30m0s
  sourceRef:
    kind: GitRepository
    name: flux-system
  update:
    path: ./apps
    strategy: Setters
`;

const semver = (range: string, more = ''): string => `policy:\n  semver:\n    range: ${range}${more}`;

/** The form of build that Flux's own guide on sortable tags asks for. */
const timestamps = `filterTags:
  pattern: '^main-[a-fA-F0-9]+-(?P<ts>.*)'
  extract: '$ts'
policy:
  numerical:
    order: asc`;

const workload = (image: string, marker: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: apps
spec:
  template:
    spec:
      containers:
      - name: web
        image: ${image} # {"$imagepolicy": "flux-system:${marker}"}
        ports: [{containerPort: 9898}]
`;

const kustomization = (host: string, tag: string, digest: string): string => `
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - deployment.yaml
images:
  - name: pinned
    newName: ${host}/acme/pinned # {"$imagepolicy": "flux-system:pinned:name"}
    newTag: ${tag} # {"$imagepolicy": "flux-system:pinned:tag"}
    digest: "${digest}" # {"$imagepolicy": "flux-system:pinned:digest"}
`;

const release = (host: string, tag: string): string => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: jobs
  namespace: apps
spec:
  interval: 50m
  values:
    image:
        repository: ${host}/acme/jobs # {"$imagepolicy": "flux-system:jobs:name"}
        tag: ${tag}   # {"$imagepolicy": "flux-system:jobs:tag"}
    worker:
        version: ${tag} # {"$imagepolicy": "flux-system:jobs:tag"}
`;

const unknownDigest = `sha256:${'0'.repeat(64)}`;

describe.runIf(parts !== undefined)('a repository written for Flux v2', () => {
  let world: World;
  afterEach(() => world.close());

  const open = async (files: (host: string) => Readonly<Record<string, string>>): Promise<World> => {
    if (parts === undefined) throw new Error('the real parts are missing');
    const repoOptions = ['writeBack: commit', 'dialects: [flux-v2]'];
    world = await openWorld({ mode: 'embedded', parts, repoOptions, files });
    return world;
  };
  const pushAll = async (name: string, tags: readonly string[]): Promise<void> => {
    for (const tag of tags) await world.registry.push(`acme/${name}`, tag);
  };
  const reaches = (path: string, text: string) =>
    waitUntil(`${path} with ${text}`, async () => (await world.file(path)).includes(text), 30_000);

  test('is updated, unchanged, to what Flux v2 would choose: semver, filterTags with numerical, digests (internal/policy, digestReflectionPolicy)', async () => {
    await open((host) => ({
      'clusters/production/automation.yaml':
        scan(host, 'web', semver("'>=1.0.0 <2.0.0'")) +
        scan(host, 'pinned', semver('6.x', '\ndigestReflectionPolicy: Always\ninterval: 10m')) +
        scan(host, 'jobs', timestamps) +
        automation,
      'apps/web/deployment.yaml': workload(`${host}/acme/web:1.0.0`, 'web'),
      'apps/pinned/kustomization.yaml': kustomization(host, '6.8.0', unknownDigest),
      'apps/jobs/release.yaml': release(host, 'main-0a1b2c3-1700000000'),
    }));
    const { host } = world.registry;
    await pushAll('web', ['1.0.0', 'v1.9.0', '1.10.0', '1.11', '2.0.0', '1.12.0-rc.1', 'latest']);
    await pushAll('pinned', ['6.8.0', '6.10.0', '7.0.0']);
    await pushAll('jobs', ['main-0a1b2c3-1700000000', 'main-ffffff1-1800000000', 'main-aaaaaa2-1900000000']);
    await pushAll('jobs', ['main-ffffff3-999999999', 'dev-ffffff4-2000000000']);
    await world.start();
    await reaches('apps/web/deployment.yaml', ':1.10.0 ');
    await reaches('apps/pinned/kustomization.yaml', '6.10.0');
    await reaches('apps/jobs/release.yaml', 'version: main-aaaaaa2-1900000000');

    const pushedAgain = await world.registry.push('acme/pinned', '6.10.0', {
      created: '2026-02-02T00:00:00Z',
    });
    await reaches('apps/pinned/kustomization.yaml', pushedAgain);
    await world.stop('SIGTERM');
    expect(await world.file('apps/web/deployment.yaml')).toBe(workload(`${host}/acme/web:1.10.0`, 'web'));
    expect(await world.file('apps/pinned/kustomization.yaml')).toBe(
      kustomization(host, '6.10.0', pushedAgain),
    );
    expect(await world.file('apps/jobs/release.yaml')).toBe(release(host, 'main-aaaaaa2-1900000000'));
  });

  test('differs on purpose: never down (setters.go writes whatever differs), and one bad tag spoils no numbers (numerical.go)', async () => {
    await open((host) => ({
      'clusters/production/automation.yaml':
        scan(host, 'web', semver('1.x')) +
        scan(host, 'numbers', 'policy:\n  numerical: {order: asc}') +
        scan(host, 'still', semver('1.x', '\nsuspend: true')) +
        automation,
      'apps/down.yaml': workload(`${host}/acme/web:2.0.0`, 'web'),
      'apps/other-image.yaml': workload(`${host}/acme/other:1.0.0`, 'web'),
      'apps/suspended.yaml': workload(`${host}/acme/still:1.0.0`, 'still'),
      'elsewhere/web.yaml': workload(`${host}/acme/web:1.0.0`, 'web'),
      'apps/numbers.yaml': workload(`${host}/acme/numbers:9`, 'numbers'),
    }));
    await pushAll('web', ['1.0.0', '1.1.0', '2.0.0']);
    await pushAll('other', ['1.0.0', '1.1.0']);
    await pushAll('still', ['1.0.0', '1.1.0']);
    await pushAll('numbers', ['9', '10', 'latest']);
    const paths = ['apps/down.yaml', 'apps/other-image.yaml', 'apps/suspended.yaml', 'elsewhere/web.yaml'];
    const before = await Promise.all(paths.map(world.file));
    await world.start();
    await reaches('apps/numbers.yaml', 'numbers:10 ');
    await waitUntil('the other listing', () => world.listings('acme/web') > 0);
    await pushAll('numbers', ['11']);
    await reaches('apps/numbers.yaml', 'numbers:11 ');
    await world.stop('SIGTERM');
    expect(await Promise.all(paths.map(world.file))).toEqual(before);
    expect(await world.subjects()).toHaveLength(3);
  });
});
