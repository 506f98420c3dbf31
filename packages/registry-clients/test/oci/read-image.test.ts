import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { json, script } from '../script.ts';
import type { Heard, Scripted } from '../scripted-registry.ts';

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';
const DOCKER_LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const DOCKER_CONFIG = 'application/vnd.docker.container.image.v1+json';

const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** What a registry holds: texts by the path that they are found under. */
function shelf() {
  const held = new Map<string, Scripted>();
  const put = (folder: string, value: unknown, names: readonly string[], mediaType: string): string => {
    const body = typeof value === 'string' ? value : JSON.stringify(value);
    const digest = sha256(body);
    const answer = { headers: { 'content-type': mediaType }, body };
    for (const name of [digest, ...names]) held.set(`/v2/acme/web/${folder}/${name}`, answer);
    return digest;
  };
  return {
    held,
    answer: ({ path }: Heard): Scripted => held.get(path) ?? { status: 404 },
    config: (value: unknown) => put('blobs', value, [], 'application/octet-stream'),
    manifest: (value: unknown, tag?: string, mediaType = OCI_MANIFEST) =>
      put('manifests', value, tag === undefined ? [] : [tag], mediaType),
  };
}

const CREATED = '2024-05-01T10:00:00Z';
const at = Date.parse(CREATED);

function image(facts: object, mediaTypes: readonly [string, string] = [OCI_MANIFEST, OCI_CONFIG]) {
  const registry = shelf();
  const config = registry.config(facts);
  const digest = registry.manifest(
    { schemaVersion: 2, mediaType: mediaTypes[0], config: { mediaType: mediaTypes[1], digest: config } },
    '1.0.0',
    mediaTypes[0],
  );
  return { registry, config, digest };
}

describe('an image of one platform', () => {
  it.each<readonly [string, string]>([
    [OCI_MANIFEST, OCI_CONFIG],
    [DOCKER_MANIFEST, DOCKER_CONFIG],
  ])('is read from %s in two requests', async (...mediaTypes) => {
    const labels = {
      'org.opencontainers.image.revision': 'abc',
      'org.opencontainers.image.source': 'https://x',
    };
    const facts = {
      created: CREATED,
      os: 'linux',
      architecture: 'arm',
      variant: 'v7',
      config: { Labels: labels },
    };
    const { registry, digest } = image(facts, mediaTypes);
    const { client, image: name, registry: heard } = await script(registry.answer);
    const expected = {
      digest,
      builtAt: at,
      labels,
      platforms: ['linux/arm/v7'],
      revision: 'abc',
      source: 'https://x',
    };
    expect(await client.readImage(name, '1.0.0')).toEqual(expected);
    expect(heard.heard.map(({ method }) => method)).toEqual(['GET', 'GET']);
    expect(await client.readImage(name, digest)).toEqual(expected);
  });

  it.each<[string, object, number | undefined]>([
    ['with nanoseconds', { created: '2024-05-01T10:00:00.123456789Z' }, at + 123],
    ['with an offset', { created: '2024-05-01T12:00:00+02:00' }, at],
    ['left out', {}, undefined],
    ['of the epoch', { created: '1970-01-01T00:00:00Z' }, undefined],
    ['zero', { created: '0001-01-01T00:00:00Z' }, undefined],
    ['of a reproducible build', { created: '1980-01-01T00:00:01Z' }, undefined],
    ['that is a number', { created: 12 }, undefined],
    ['that is no time', { created: 'yesterday' }, undefined],
  ])('has the build time %s', async (_name, facts, builtAt) => {
    const { client, image: name } = await script(image(facts).registry.answer);
    const read = await client.readImage(name, '1.0.0');
    expect(read?.builtAt).toBe(builtAt);
    expect(read).toMatchObject({ labels: {}, platforms: [] });
  });

  it('has texts that fit on a line', async () => {
    const labels = {
      'org.opencontainers.image.revision': ' abc\n::warning::\u0007x',
      long: 'x'.repeat(5000),
    };
    const { client, image: name } = await script(image({ config: { Labels: labels } }).registry.answer);
    const read = await client.readImage(name, '1.0.0');
    expect(read?.revision).toBe('abc ::warning:: x');
    expect(read?.labels['long']).toHaveLength(1024);
  });

  it('counts an annotation before a label, and its time before the config', async () => {
    const registry = shelf();
    const key = 'org.opencontainers.image.revision';
    const config = registry.config({
      created: '2020-01-01T00:00:00Z',
      config: { Labels: { [key]: 'base' } },
    });
    const annotations = { [key]: 'own', 'org.opencontainers.image.created': CREATED };
    registry.manifest(
      { schemaVersion: 2, config: { mediaType: OCI_CONFIG, digest: config }, annotations },
      '1',
    );
    const { client, image: name } = await script(registry.answer);
    expect(await client.readImage(name, '1')).toMatchObject({ revision: 'own', builtAt: at });
  });
});

describe('an artefact that is no image', () => {
  it('is read from its manifest alone', async () => {
    const registry = shelf();
    const config = { mediaType: 'application/vnd.cncf.helm.config.v1+json', digest: registry.config('{}') };
    const annotations = { 'org.opencontainers.image.version': '1' };
    const digest = registry.manifest({ schemaVersion: 2, config, annotations }, '1');
    const { client, image: name, registry: heard } = await script(registry.answer);
    expect(await client.readImage(name, '1')).toEqual({ digest, labels: annotations, platforms: [] });
    expect(heard.heard).toHaveLength(1);
  });
});

function index(mediaType: string, childType: string, configType: string) {
  const registry = shelf();
  const child = (architecture: string, variant?: string) => {
    const platform = { os: 'linux', architecture, ...(variant === undefined ? {} : { variant }) };
    const labels = { 'org.opencontainers.image.revision': architecture };
    const config = registry.config({ ...platform, created: CREATED, config: { Labels: labels } });
    const manifest = {
      schemaVersion: 2,
      mediaType: childType,
      config: { mediaType: configType, digest: config },
    };
    return { mediaType: childType, platform, digest: registry.manifest(manifest, undefined, childType) };
  };
  const attestation = {
    mediaType: childType,
    digest: registry.manifest({ schemaVersion: 2, layers: [] }),
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
  };
  const stranger = { mediaType: 'application/x-thing', digest: 'sha256:short', platform: null };
  const nested = { mediaType, digest: sha256('nested'), platform: { os: 'linux', architecture: 's390x' } };
  const manifests = [attestation, stranger, nested, child('arm64', 'v8'), child('amd64'), child('arm', 'v6')];
  const digest = registry.manifest({ schemaVersion: 2, mediaType, manifests }, '1.0.0', mediaType);
  return { registry, digest };
}

describe('an image of several platforms', () => {
  it.each([
    [OCI_INDEX, OCI_MANIFEST, OCI_CONFIG],
    [DOCKER_LIST, DOCKER_MANIFEST, DOCKER_CONFIG],
  ])('is read from %s in three requests', async (...mediaTypes) => {
    const { registry, digest } = index(...mediaTypes);
    const { client, image: name, registry: heard } = await script(registry.answer);
    const platforms = ['linux/arm64', 'linux/amd64', 'linux/arm/v6'];
    const read = await client.readImage(name, '1.0.0');
    expect(read).toMatchObject({ digest, platforms, builtAt: at, revision: 'amd64' });
    expect(heard.heard).toHaveLength(3);
  });

  it('is read for the first platform that is asked for and there', async () => {
    const { registry } = index(OCI_INDEX, OCI_MANIFEST, OCI_CONFIG);
    const { client, image: name } = await script(registry.answer);
    const platforms = ['windows/amd64', 'linux/arm64', 'linux/amd64'];
    expect(await client.readImage(name, '1.0.0', { platforms })).toMatchObject({ revision: 'arm64' });
  });

  it('is read from its index alone where that lists no image', async () => {
    const registry = shelf();
    const digest = registry.manifest({ schemaVersion: 2, manifests: [] }, '1', 'application/json');
    const { client, image: name } = await script(registry.answer);
    expect(await client.readImage(name, '1')).toEqual({ digest, labels: {}, platforms: [] });
  });

  it('says when one of its images is not there', async () => {
    const { registry } = index(OCI_INDEX, OCI_MANIFEST, OCI_CONFIG);
    const only = new Map([...registry.held].filter(([path]) => path.endsWith('1.0.0')));
    const { client, image: name } = await script(({ path }) => only.get(path) ?? { status: 404 });
    await expect(client.readImage(name, '1.0.0')).rejects.toMatchObject({ code: 'not-found', status: 404 });
  });
});

describe('an image that is not there', () => {
  it('is undefined', async () => {
    const { client, image: name } = await script(() => ({ status: 404 }));
    expect(await client.readImage(name, '1.0.0')).toBeUndefined();
    expect(await client.readImage(name, sha256('x'))).toBeUndefined();
  });

  it.each(['', '-x', 'a/b', '../x', 'sha256:abc', `${sha256('x')}?y`])(
    'asks nobody about "%s"',
    async (text) => {
      const { client, image: name, registry } = await script(() => ({ status: 404 }));
      await expect(client.readImage(name, text)).rejects.toMatchObject({ code: 'invalid-name' });
      expect(registry.heard).toEqual([]);
    },
  );
});

describe('an image that cannot be read', () => {
  const body = JSON.stringify({ schemaVersion: 2, mediaType: OCI_MANIFEST });
  it.each<[string, Scripted, object]>([
    ['of schema 1', { body: '{"schemaVersion":1}' }, { code: 'unsupported-manifest' }],
    ['that is a web page', { body: '<html>' }, { code: 'not-a-registry' }],
    ['that is other JSON', json({ message: 'sign in' }), { code: 'bad-answer' }],
    ['that is two things at once', { headers: { 'content-type': OCI_INDEX }, body }, { code: 'bad-answer' }],
    ['beyond 4 MiB', { body: Buffer.alloc(5 * 1024 * 1024, ' ') }, { code: 'too-large' }],
    [
      'beyond 4 MiB unpacked',
      { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(5_000_000)) },
      { code: 'too-large' },
    ],
    ['that is denied', { status: 403 }, { code: 'denied' }],
  ])('%s', async (_name, answer, problem) => {
    const { client, image: name } = await script(() => answer);
    await expect(client.readImage(name, '1.0.0')).rejects.toMatchObject(problem);
  });

  it('by other bytes than the digest names', async () => {
    const { client, image: name } = await script(() => ({ body }));
    await expect(client.readImage(name, sha256('other'))).rejects.toMatchObject({ code: 'bad-answer' });
  });

  it.each<[string, Scripted, object]>([
    ['of other bytes', { body: '{}' }, { code: 'bad-answer' }],
    ['that is not there', { status: 404 }, { code: 'not-found' }],
    ['beyond 8 MiB', { body: Buffer.alloc(9 * 1024 * 1024, ' ') }, { code: 'too-large' }],
  ])('for a config %s', async (_name, answer, problem) => {
    const { registry, config } = image({ created: CREATED });
    registry.held.set(`/v2/acme/web/blobs/${config}`, answer);
    const { client, image: name } = await script(registry.answer);
    await expect(client.readImage(name, '1.0.0')).rejects.toMatchObject(problem);
  });
});

it('fetches a config from where the registry redirects to, without credentials', async () => {
  const { registry, config, digest } = image({ created: CREATED });
  const blob = registry.held.get(`/v2/acme/web/blobs/${config}`) ?? {};
  const storage = await script(() => blob);
  registry.held.set(`/v2/acme/web/blobs/${config}`, {
    status: 307,
    headers: { location: `${storage.registry.url}/bucket/blob?X-Amz-Signature=x` },
  });
  const { client, image: name } = await script(
    (heard) =>
      heard.authorization === undefined
        ? { status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } }
        : registry.answer(heard),
    { credentials: { username: 'u', password: 'p' } },
  );
  expect(await client.readImage(name, '1.0.0')).toMatchObject({ digest, builtAt: at });
  expect(storage.registry.heard.map(({ authorization }) => authorization)).toEqual([undefined]);
});
