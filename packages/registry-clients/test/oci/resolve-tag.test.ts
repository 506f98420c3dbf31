import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRegistryClient } from '../../src/index.ts';
import { script } from '../script.ts';
import type { Scripted } from '../scripted-registry.ts';

const digest = `sha256:${'ab'.repeat(32)}`;
const body = '{ "schemaVersion": 2,\n "config": {"digest": "x"} }\n';
const computed = `sha256:${createHash('sha256').update(body).digest('hex')}`;
const oci = 'application/vnd.oci.image.manifest.v1+json';
const ok: Scripted = { headers: { 'content-type': oci }, body };

/** What HEAD and GET answer, one after the other. */
const headThenGet = (head: Scripted, get: Scripted) =>
  script(({ method }) => (method === 'HEAD' ? head : get));

describe('resolveTag', () => {
  it('asks once, by HEAD', async () => {
    const head = { headers: { 'docker-content-digest': digest, 'content-type': `${oci}; charset=utf-8` } };
    const { client, image, registry } = await headThenGet(head, ok);
    expect(await client.resolveTag(image, 'v1')).toEqual({ digest });
    expect(registry.heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'HEAD /v2/acme/web/manifests/v1',
    ]);
  });

  it.each<[string, Scripted]>([
    ['names no digest', { status: 200 }],
    ['names what is no digest', { headers: { 'docker-content-digest': 'sha256:ABC' } }],
    ['is not allowed', { status: 405 }],
    ['is not implemented', { status: 501 }],
  ])('hashes the manifest itself when HEAD %s', async (_name, head) => {
    const { client, image } = await headThenGet(head, ok);
    expect(await client.resolveTag(image, 'v1')).toEqual({ digest: computed });
  });

  it('believes the bytes, not the header of the GET', async () => {
    const { client, image } = await headThenGet(
      { status: 405 },
      { ...ok, headers: { 'docker-content-digest': digest } },
    );
    expect(await client.resolveTag(image, 'v1')).toEqual({ digest: computed });
  });

  it.each<[string, Scripted, Scripted]>([
    ['HEAD', { status: 404 }, ok],
    ['GET', { status: 405 }, { status: 404 }],
  ])('finds nothing where %s finds nothing', async (_name, head, get) => {
    const { client, image } = await headThenGet(head, get);
    expect(await client.resolveTag(image, 'v1')).toBeUndefined();
  });

  it.each<[string, Scripted, Scripted, object]>([
    ['a denied HEAD', { status: 403 }, ok, { code: 'denied', status: 403 }],
    [
      'a HEAD too many',
      { status: 429, headers: { 'retry-after': '5' } },
      ok,
      { code: 'rate-limited', retriable: true },
    ],
    ['a HEAD that fails', { status: 502 }, ok, { code: 'server-error', retriable: true }],
    ['a GET that fails', { status: 405 }, { status: 500 }, { code: 'server-error' }],
    ['the page of a login proxy', {}, { body: '<html>' }, { code: 'not-a-registry' }],
    ['JSON that is no manifest', {}, { body: '{"error":"sign in"}' }, { code: 'bad-answer' }],
    ['5 MiB', {}, { body: Buffer.alloc(5 * 1024 * 1024, ' ') }, { code: 'too-large' }],
    ['schema 1', {}, { body: '{"schemaVersion":1}' }, { code: 'unsupported-manifest' }],
    [
      'schema 1 by HEAD',
      {
        headers: {
          'docker-content-digest': digest,
          'content-type': 'application/vnd.docker.distribution.manifest.v1+prettyjws',
        },
      },
      ok,
      { code: 'unsupported-manifest' },
    ],
  ])('throws for %s', async (_name, head, get, error) => {
    const { client, image, registry } = await headThenGet(head, get);
    await expect(client.resolveTag(image, 'v1')).rejects.toMatchObject({
      name: 'RegistryError',
      host: registry.host,
      repository: 'acme/web',
      ...error,
    });
  });

  it.each(['', '../x', 'a/b', 'a?b', digest, '.a'])('asks nobody about the tag "%s"', async (tag) => {
    const client = createRegistryClient({ registries: [] });
    const image = { registry: 'ghcr.io', repository: 'acme/web' };
    await expect(client.resolveTag(image, tag)).rejects.toMatchObject({ code: 'invalid-name' });
    await client.close();
  });
});
