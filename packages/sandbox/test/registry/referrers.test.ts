import { createHash } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { type ReferrersStyle, type SandboxRegistry, startSandboxRegistry } from '../../src/index.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

/** A registry with one image and three manifests that refer to it. */
async function start(referrers?: ReferrersStyle): Promise<{ registry: SandboxRegistry; digest: string }> {
  const registry = await startSandboxRegistry(referrers === undefined ? {} : { referrers });
  onTestFinished(() => registry.close());
  const { digest } = await registry.push('acme/web', '1');
  const config = '{}';
  const configDigest = `sha256:${createHash('sha256').update(config).digest('hex')}`;
  await fetch(`${registry.url}/v2/acme/web/blobs/uploads/?digest=${configDigest}`, {
    method: 'POST',
    body: config,
  });
  for (const artifactType of ['a/sig', 'a/sbom', undefined]) {
    const response = await fetch(`${registry.url}/v2/acme/web/manifests/of-${artifactType?.slice(2)}`, {
      method: 'PUT',
      headers: { 'content-type': MANIFEST },
      body: JSON.stringify({
        schemaVersion: 2,
        mediaType: MANIFEST,
        artifactType,
        config: { mediaType: 'a/config', digest: configDigest, size: 2 },
        layers: [],
        subject: { mediaType: MANIFEST, digest, size: 1 },
      }),
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('oci-subject')).toBe(referrers === undefined ? null : digest);
  }
  return { registry, digest };
}

const typesOf = async (response: Response): Promise<readonly string[]> => {
  const { manifests } = (await response.json()) as { manifests: { artifactType: string }[] };
  return manifests.map(({ artifactType }) => artifactType);
};

it('lists what refers to an image, with the type of the config where there is no other', async () => {
  const { registry, digest } = await start({});
  const response = await fetch(`${registry.url}/v2/acme/web/referrers/${digest}`);
  expect(response.headers.get('content-type')).toBe('application/vnd.oci.image.index.v1+json');
  expect(await typesOf(response)).toEqual(['a/sig', 'a/sbom', 'a/config']);
  const nothing = await fetch(`${registry.url}/v2/acme/other/referrers/${digest}`);
  expect(await typesOf(nothing)).toEqual([]);
});

it('gives one type when asked to, and says so', async () => {
  const { registry, digest } = await start({});
  const response = await fetch(`${registry.url}/v2/acme/web/referrers/${digest}?artifactType=a%2Fsbom`);
  expect(response.headers.get('oci-filters-applied')).toBe('artifactType');
  expect(await typesOf(response)).toEqual(['a/sbom']);
});

it('gives all types, and does not say otherwise, when it ignores the type', async () => {
  const { registry, digest } = await start({ ignoresType: true });
  const response = await fetch(`${registry.url}/v2/acme/web/referrers/${digest}?artifactType=a%2Fsbom`);
  expect(response.headers.get('oci-filters-applied')).toBeNull();
  expect(await typesOf(response)).toHaveLength(3);
});

it('pages', async () => {
  const { registry, digest } = await start({ pageSize: 2 });
  const first = await fetch(`${registry.url}/v2/acme/web/referrers/${digest}`);
  const [, target = ''] = /^<([^>]+)>; rel="next"$/.exec(first.headers.get('link') ?? '') ?? [];
  const second = await fetch(new URL(target, registry.url));
  expect(await typesOf(first)).toHaveLength(2);
  expect(await typesOf(second)).toEqual(['a/config']);
  expect(second.headers.get('link')).toBeNull();
});

it('has no such list as distribution', async () => {
  const { registry, digest } = await start();
  expect((await fetch(`${registry.url}/v2/acme/web/referrers/${digest}`)).status).toBe(404);
});
