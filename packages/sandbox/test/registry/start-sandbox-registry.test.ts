import { createHash } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type SandboxRegistry, type SandboxRegistryOptions, startSandboxRegistry } from '../../src/index.ts';

const OCI = 'application/vnd.oci.image.manifest.v1+json';

async function start(options?: SandboxRegistryOptions): Promise<SandboxRegistry> {
  const registry = await startSandboxRegistry(options);
  onTestFinished(() => registry.close());
  return registry;
}

const sha256 = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const call = (
  registry: SandboxRegistry,
  method: string,
  path: string,
  init: RequestInit = {},
): Promise<Response> => fetch(new URL(path, registry.url), { method, ...init });
const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());
const errorCode = async (response: Response): Promise<unknown> => {
  const body = (await response.json()) as { errors: { code: string }[] };
  return [response.status, body.errors[0]?.code];
};

describe('push()', () => {
  it('stores an image whose every digest and size is true', async () => {
    const registry = await start();
    const created = new Date('2024-05-01T10:00:00Z');
    const labels = { 'org.opencontainers.image.revision': 'abc' };
    const { digest } = await registry.push('acme/web', '1.0.0', { labels, created });

    const answer = await call(registry, 'GET', '/v2/acme/web/manifests/1.0.0');
    expect(answer.headers.get('content-type')).toBe(OCI);
    expect(answer.headers.get('docker-content-digest')).toBe(digest);
    const bytes = await bytesOf(answer);
    expect(sha256(bytes)).toBe(digest);

    const manifest = JSON.parse(bytes.toString());
    for (const { digest: part, size } of [manifest.config, ...manifest.layers]) {
      const blob = await bytesOf(await call(registry, 'GET', `/v2/acme/web/blobs/${part}`));
      expect([sha256(blob), blob.length]).toEqual([part, size]);
    }
    const config = await (await call(registry, 'GET', `/v2/acme/web/blobs/${manifest.config.digest}`)).json();
    expect(config).toMatchObject({ created: created.toISOString(), config: { Labels: labels }, os: 'linux' });
  });

  it('gives every build its own digest, and moves the tag', async () => {
    const registry = await start({ now: () => 0 });
    const first = await registry.push('acme/web', 'main');
    const second = await registry.push('acme/web', 'main');
    expect(first).not.toEqual(second);
    const head = await call(registry, 'HEAD', '/v2/acme/web/manifests/main');
    expect(head.headers.get('docker-content-digest')).toBe(second.digest);
    expect((await call(registry, 'HEAD', `/v2/acme/web/manifests/${first.digest}`)).status).toBe(200);
  });
});

describe('tags/list', () => {
  const list = async (registry: SandboxRegistry, query: string): Promise<[string[], string | null]> => {
    const response = await call(registry, 'GET', `/v2/acme/web/tags/list${query}`);
    const body = (await response.json()) as { tags: string[] };
    return [body.tags, response.headers.get('link')];
  };

  it('gives tags in code point order, `n` at a time, with a link while there are more', async () => {
    const registry = await start();
    registry.seed('acme/web', ['b', 'a', 'B', '10', '9']);
    expect(await list(registry, '')).toEqual([['10', '9', 'B', 'a', 'b'], null]);
    const link = '</v2/acme/web/tags/list?last=9&n=2>; rel="next"';
    expect(await list(registry, '?n=2')).toEqual([['10', '9'], link]);
    expect(await list(registry, '?last=9&n=3')).toEqual([['B', 'a', 'b'], null]);
    expect(await list(registry, '?last=C&n=1')).toEqual([
      ['a'],
      '</v2/acme/web/tags/list?last=a&n=1>; rel="next"',
    ]);
    expect(await list(registry, '?last=z')).toEqual([[], null]);
    expect(await list(registry, '?n=0')).toEqual([[], null]);
  });

  it('gives at most a page, whatever is asked', async () => {
    const registry = await start({ pageSize: 2 });
    registry.seed('acme/web', ['a', 'b', 'c']);
    const link = '</v2/acme/web/tags/list?last=b&n=2>; rel="next"';
    expect(await list(registry, '')).toEqual([['a', 'b'], link]);
    expect(await list(registry, '?n=1000')).toEqual([['a', 'b'], link]);
    const many = await start();
    many.seed(
      'acme/web',
      Array.from({ length: 1500 }, (_, index) => `t${index}`),
    );
    const [tags] = await list(many, '?n=5000');
    expect(tags).toHaveLength(1000);
  });

  it('refuses a number that is none, and a repository that is not there', async () => {
    const registry = await start();
    registry.seed('acme/web', ['a']);
    const bad = await call(registry, 'GET', '/v2/acme/web/tags/list?n=-1');
    expect(await errorCode(bad)).toEqual([400, 'PAGINATION_NUMBER_INVALID']);
    const unknown = await call(registry, 'GET', '/v2/acme/api/tags/list');
    expect(await errorCode(unknown)).toEqual([404, 'NAME_UNKNOWN']);
  });
});

describe('the push protocol', () => {
  const blob = Buffer.from('{}');
  const manifest = (layers: readonly string[] = []): string =>
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI,
      config: { digest: sha256(blob), size: 2 },
      layers: layers.map((digest) => ({ digest, size: 1 })),
    });
  const put = (registry: SandboxRegistry, reference: string, body: string, type = OCI): Promise<Response> =>
    call(registry, 'PUT', `/v2/acme/web/manifests/${reference}`, { body, headers: { 'content-type': type } });
  const uploadUrl = async (registry: SandboxRegistry): Promise<string> => {
    const begun = await call(registry, 'POST', '/v2/acme/web/blobs/uploads/');
    expect(begun.status).toBe(202);
    return begun.headers.get('location') ?? '';
  };

  it('takes a blob in chunks, and says how far it is', async () => {
    const registry = await start();
    const url = await uploadUrl(registry);
    const chunk = (body: string, range: string) =>
      call(registry, 'PATCH', url, { body, headers: { 'content-range': range } });
    expect((await chunk('{', '0-0')).headers.get('range')).toBe('0-0');
    expect(await errorCode(await chunk('}', '0-0'))).toEqual([416, 'RANGE_INVALID']);
    expect((await chunk('}', '1-1')).headers.get('range')).toBe('0-1');
    expect((await call(registry, 'GET', url)).status).toBe(204);
    const end = await call(registry, 'PUT', `${url}?digest=${sha256(blob)}`);
    expect([end.status, end.headers.get('docker-content-digest')]).toEqual([201, sha256(blob)]);
    expect(await errorCode(await call(registry, 'GET', url))).toEqual([404, 'BLOB_UPLOAD_UNKNOWN']);
    expect(await bytesOf(await call(registry, 'GET', end.headers.get('location') ?? ''))).toEqual(blob);
  });

  it('takes a blob at once, by mounting it, or not at all', async () => {
    const registry = await start();
    const uploads = '/v2/acme/web/blobs/uploads/';
    const whole = await call(registry, 'POST', `${uploads}?digest=${sha256(blob)}`, { body: blob });
    expect(whole.status).toBe(201);
    const mount = `mount=${sha256(blob)}&from=acme/web`;
    expect((await call(registry, 'POST', `/v2/acme/api/blobs/uploads/?${mount}`)).status).toBe(201);
    expect((await call(registry, 'POST', `/v2/acme/api/blobs/uploads/?${mount}x`)).status).toBe(202);
    expect((await call(registry, 'HEAD', `/v2/acme/api/blobs/${sha256(blob)}`)).status).toBe(200);

    const wrong = await call(registry, 'PUT', `${await uploadUrl(registry)}?digest=${sha256(blob)}`, {
      body: 'x',
    });
    expect(await errorCode(wrong)).toEqual([400, 'DIGEST_INVALID']);
    const given = await uploadUrl(registry);
    expect((await call(registry, 'DELETE', given)).status).toBe(204);
    expect((await call(registry, 'GET', given)).status).toBe(404);
    expect((await call(registry, 'DELETE', `/v2/acme/web/blobs/${sha256(blob)}`)).status).toBe(202);
    expect(await errorCode(await call(registry, 'GET', `/v2/acme/web/blobs/${sha256(blob)}`))).toEqual([
      404,
      'BLOB_UNKNOWN',
    ]);
  });

  it('takes a manifest whose parts are there, by tag or by its own digest', async () => {
    const registry = await start();
    await call(registry, 'POST', `/v2/acme/web/blobs/uploads/?digest=${sha256(blob)}`, { body: blob });
    const body = manifest();
    const digest = sha256(Buffer.from(body));
    expect((await put(registry, digest, body)).status).toBe(201);
    expect((await put(registry, '1.0.0', body)).headers.get('docker-content-digest')).toBe(digest);

    expect(await errorCode(await put(registry, sha256(blob), body))).toEqual([400, 'DIGEST_INVALID']);
    expect(await errorCode(await put(registry, '1', manifest([digest.replace(/.$/, 'x')])))).toEqual([
      400,
      'MANIFEST_BLOB_UNKNOWN',
    ]);
    for (const text of ['no JSON', '[]', '{"config":{}}', 'null']) {
      expect(await errorCode(await put(registry, '1', text))).toEqual([400, 'MANIFEST_INVALID']);
    }
    expect(await errorCode(await put(registry, '1', body, 'text/plain'))).toEqual([400, 'MANIFEST_INVALID']);
    expect(await errorCode(await put(registry, '-1', body))).toEqual([400, 'TAG_INVALID']);
    const large = ' '.repeat(4 * 1024 * 1024 + 1);
    expect(await errorCode(await put(registry, '1', large))).toEqual([413, 'SIZE_INVALID']);
  });

  it('shows a manifest only to a client that says it can read it', async () => {
    const registry = await start();
    await registry.push('acme/web', '1.0.0');
    const read = async (accept: string): Promise<number> =>
      (await call(registry, 'HEAD', '/v2/acme/web/manifests/1.0.0', { headers: { accept } })).status;
    expect(await read(`application/json, ${OCI}`)).toBe(200);
    expect(await read('application/vnd.docker.distribution.manifest.v2+json')).toBe(404);
  });

  it('deletes a tag alone, or a manifest with all its tags', async () => {
    const registry = await start();
    registry.seed('acme/web', ['1', '2', '3']);
    const { digest } = await registry.push('acme/web', 'other');
    const target = (await call(registry, 'HEAD', '/v2/acme/web/manifests/1')).headers.get(
      'docker-content-digest',
    );
    expect((await call(registry, 'DELETE', '/v2/acme/web/manifests/2')).status).toBe(202);
    expect((await call(registry, 'HEAD', '/v2/acme/web/manifests/1')).status).toBe(200);
    expect((await call(registry, 'DELETE', `/v2/acme/web/manifests/${target}`)).status).toBe(202);
    expect((await call(registry, 'DELETE', `/v2/acme/web/manifests/${target}`)).status).toBe(404);
    expect(await (await call(registry, 'GET', '/v2/acme/web/tags/list')).json()).toEqual({
      name: 'acme/web',
      tags: ['other'],
    });
    expect((await call(registry, 'HEAD', `/v2/acme/web/manifests/${digest}`)).status).toBe(200);
  });

  it.each([
    ['POST', '/v2/acme/web/tags/list', 405, 'UNSUPPORTED'],
    ['PATCH', '/v2/acme/web/tags/list', 405, 'UNSUPPORTED'],
    ['GET', '/v2/Acme/web/tags/list', 404, 'NAME_INVALID'],
    ['GET', '/', 404, 'NAME_INVALID'],
    ['GET', '/v2/acme/web/manifests/%zz', 400, 'UNSUPPORTED'],
  ])('answers %s %s with %i', async (method, path, status, code) => {
    const registry = await start();
    registry.seed('acme/web', ['a']);
    expect(await errorCode(await call(registry, method, path))).toEqual([status, code]);
  });
});

describe('the log and the faults', () => {
  it('remember every request and its answer', async () => {
    const seen: unknown[] = [];
    const registry = await start({ now: () => 17, onRequest: (request) => seen.push(request) });
    await call(registry, 'GET', '/v2/');
    await call(registry, 'GET', '/v2/acme/web/tags/list?n=1');
    expect(registry.requests).toEqual([
      { method: 'GET', path: '/v2/', status: 200, at: 17 },
      { method: 'GET', path: '/v2/acme/web/tags/list?n=1', status: 404, at: 17 },
    ]);
    expect(seen).toEqual(registry.requests);
  });

  it('let a test answer in the place of the registry, until it is told to go on', async () => {
    const registry = await start();
    registry.seed('acme/web', ['a']);
    registry.answer(({ path }) => (path.includes('tags') ? { status: 503, body: '<html>' } : undefined));
    expect((await call(registry, 'GET', '/v2/acme/web/tags/list')).status).toBe(503);
    expect((await call(registry, 'GET', '/v2/')).status).toBe(200);
    registry.answer(() => 'cut');
    await expect(call(registry, 'GET', '/v2/')).rejects.toThrow('fetch failed');
    registry.answer(() => 'hang');
    const signal = AbortSignal.timeout(50);
    await expect(call(registry, 'GET', '/v2/', { signal })).rejects.toThrow('aborted');
    registry.answer(undefined);
    expect((await call(registry, 'GET', '/v2/acme/web/tags/list')).status).toBe(200);
    expect(registry.requests.map(({ status }) => status)).toEqual([503, 200, 0, 0, 200]);
  });

  it('refuse a port that is taken', async () => {
    const registry = await start();
    const port = Number(new URL(registry.url).port);
    await expect(startSandboxRegistry({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
