import { afterEach, describe, expect, test } from 'vitest';
import { findPart } from '../parts/find-part.ts';
import { waitUntil } from '../world/wait-until.ts';
import { openWorld, type World } from '../world/world.ts';

const registry = findPart('docker-registry');
const redis = findPart('redis-server');
const parts = registry !== undefined && redis !== undefined ? { registry, redis } : undefined;

/** A workload as its owner wrote it for Keel. */
function workload(
  image: string,
  {
    annotations = {},
    labels = {},
    kind = 'Deployment',
  }: Readonly<{ annotations?: Settings; labels?: Settings; kind?: string }>,
): string {
  const section = (name: string, settings: Settings): string => {
    const lines = Object.entries(settings).map(
      ([key, value]) => `    keel.sh/${key}: ${JSON.stringify(value)}`,
    );
    return lines.length === 0 ? '' : `  ${name}:\n${lines.join('\n')}\n`;
  };
  return `apiVersion: apps/v1
kind: ${kind}
metadata:
  name: "wd"
  namespace: default
${section('labels', labels)}${section('annotations', annotations)}spec:
  template:
    spec:
      containers:
        - image: ${image}   # moved by the tool
          imagePullPolicy: Always
          name: wd
`;
}

type Settings = Readonly<Record<string, string>>;

/** One workload a case: what stands there, what the registry has, and what the tool would choose. */
const cases: Readonly<
  Record<
    string,
    { at: string; written: Parameters<typeof workload>[1]; tags: readonly string[]; chosen: string }
  >
> = {
  // internal/policy/semver.go: the same major version; a pre-release must be the same text, here none.
  minor: {
    at: '1.4.0',
    written: { annotations: { policy: 'minor', trigger: 'poll' } },
    tags: ['1.4.0', '1.9.0', '1.10.0', '1.11.0-rc.1', '2.0.0', '20240101', 'latest'],
    chosen: '1.10.0',
  },
  patch: {
    at: 'v1.4.0',
    written: { labels: { policy: 'patch' }, kind: 'StatefulSet' },
    tags: ['v1.4.0', 'v1.4.9', 'v1.4.10', 'v1.5.0'],
    chosen: 'v1.4.10',
  },
  // The pre-release text is kept, which makes it a suffix.
  suffix: {
    at: '1.4.0-alpine',
    written: { annotations: { policy: 'major' }, kind: 'DaemonSet' },
    tags: ['1.4.0-alpine', '2.0.0-alpine', '2.1.0', '2.1.0-bookworm'],
    chosen: '2.0.0-alpine',
  },
  prerelease: {
    at: '1.4.0',
    written: { annotations: { policy: 'minor', matchPreRelease: 'false' } },
    tags: ['1.4.0', '1.5.0-rc.9', '1.5.0-rc.10', '2.0.0-rc.1'],
    chosen: '1.5.0-rc.10',
  },
  all: {
    at: '1.4.0',
    written: { labels: { policy: 'all' } },
    tags: ['1.4.0', '2.0.0', '3.0.0-rc.1'],
    chosen: '3.0.0-rc.1',
  },
  // internal/policy/glob.go and regexp.go: sorted as text.
  glob: {
    at: 'build-1',
    written: { annotations: { policy: 'glob:build-*' } },
    tags: ['build-1', 'build-10', 'build-9', 'release-99'],
    chosen: 'build-9',
  },
  regexp: {
    at: 'main-a-100',
    written: { annotations: { policy: 'regexp:^main-[a-z]+-(?P<compare>[0-9]+)$' } },
    tags: ['main-a-100', 'main-a-300', 'main-b-200', 'dev-a-999'],
    chosen: 'main-a-300',
  },
};

describe.runIf(parts !== undefined)('a repository written for Keel', () => {
  let world: World;
  afterEach(() => world.close());

  const open = async (files: (host: string) => Readonly<Record<string, string>>): Promise<void> => {
    if (parts === undefined) throw new Error('the real parts are missing');
    const repoOptions = ['writeBack: commit', 'dialects: [keel]'];
    world = await openWorld({ mode: 'embedded', parts, repoOptions, files });
  };
  const reaches = (path: string, text: string) =>
    waitUntil(`${path} with ${text}`, async () => (await world.file(path)).includes(text));

  test('is updated, unchanged, to what the tool would choose', async () => {
    await open((host) =>
      Object.fromEntries(
        Object.entries(cases).map(([name, { at, written }]) => [
          `${name}.yaml`,
          workload(`${host}/acme/${name}:${at}`, written),
        ]),
      ),
    );
    for (const [name, { tags }] of Object.entries(cases)) {
      for (const tag of tags) await world.registry.push(`acme/${name}`, tag);
    }
    await world.start();
    for (const [name, { chosen }] of Object.entries(cases))
      await reaches(`${name}.yaml`, `${name}:${chosen} `);
    await world.stop('SIGTERM');
    for (const [name, { chosen, written }] of Object.entries(cases)) {
      const image = `${world.registry.host}/acme/${name}:${chosen}`;
      expect(await world.file(`${name}.yaml`)).toBe(workload(image, written));
    }
  });

  test('force takes what is newest, and with matchTag follows its tag', async () => {
    await open((host) => ({
      'any.yaml': workload(`${host}/acme/any:main-1`, { annotations: { policy: 'force' } }),
      'same.yaml': workload(`${host}/acme/same:main`, {
        annotations: { policy: 'force', 'match-tag': 'true' },
      }),
    }));
    await world.registry.push('acme/any', 'main-1', { created: '2026-01-01T00:00:00Z' });
    await world.registry.push('acme/any', 'dev-0', { created: '2026-01-03T00:00:00Z' });
    await world.registry.push('acme/any', 'main-2', { created: '2026-01-02T00:00:00Z' });
    const first = await world.registry.push('acme/same', 'main', { created: '2026-01-01T00:00:00Z' });
    await world.start();
    await reaches('any.yaml', ':dev-0');
    await reaches('same.yaml', `:main@${first}`);
    const second = await world.registry.push('acme/same', 'main', { created: '2026-01-02T00:00:00Z' });
    await reaches('same.yaml', `:main@${second}`);
    await world.stop('SIGTERM');
  });

  test('differs on purpose: never down, nothing by an invalid pattern, nothing where the tag is no version', async () => {
    await open((host) => ({
      'down.yaml': workload(`${host}/acme/web:1.9.0`, { annotations: { policy: 'glob:1.*' } }),
      'pattern.yaml': workload(`${host}/acme/web:1.0.0`, { annotations: { policy: 'regexp:1.(' } }),
      'branch.yaml': workload(`${host}/acme/web:main`, { annotations: { policy: 'minor' } }),
      'good.yaml': workload(`${host}/acme/web:1.0.0`, { annotations: { policy: 'minor' } }),
    }));
    for (const tag of ['1.9.0', '1.0.0', '1.10.0', 'main']) await world.registry.push('acme/web', tag);
    const paths = ['down.yaml', 'pattern.yaml', 'branch.yaml'];
    const before = await Promise.all(paths.map(world.file));
    await world.start();
    await reaches('good.yaml', ':1.10.0');
    await world.stop('SIGTERM');
    expect(await Promise.all(paths.map(world.file))).toEqual(before);
    expect(await world.subjects()).toHaveLength(2);
  });
});
