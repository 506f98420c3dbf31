import { registryFakes, type SandboxRegistry, startSandboxRegistry } from '@deployment-automator/sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createRegistryClient, type RegistryClient, type RegistryOptions } from '../src/index.ts';
import { json, script } from './script.ts';

const BEGIN = Date.parse('2024-05-01T10:00:00Z');
const MINUTE = 60_000;

/** A registry with an API of its own, and 10,000 tags, of which the last are the newest. */
async function harbor(options: Partial<RegistryOptions> = {}): Promise<{
  readonly registry: SandboxRegistry;
  readonly client: RegistryClient;
  readonly image: { readonly registry: string; readonly repository: string };
}> {
  const registry = await startSandboxRegistry({
    ...registryFakes.harbor({}),
    auth: 'none',
    now: () => BEGIN,
  });
  const tags = Array.from({ length: 10_000 }, (_, at) => `1.0.${at}`);
  registry.seed('acme/web', tags, (tag) => BEGIN + Number(tag.split('.')[2]) * MINUTE);
  const client = createRegistryClient({
    registries: [{ host: registry.host, plainHttp: true, kind: 'harbor', ...options }],
    limits: { perSecond: 1000 },
  });
  onTestFinished(async () => {
    await client.close();
    await registry.close();
  });
  return { registry, client, image: { registry: registry.host, repository: 'acme/web' } };
}

describe('the newest of many tags', () => {
  it('are listed with few requests by an API that can, and the rest is not said to be gone', async () => {
    const { registry, client, image } = await harbor();
    const listing = await client.listTags(image, { newestFirst: { limit: 50 } });
    expect(listing.state).toBe('partial');
    expect(listing.problem).toBeUndefined();
    expect(listing.etag).toBeUndefined();
    expect(listing.candidates.length).toBeGreaterThanOrEqual(50);
    expect(listing.candidates.map(({ tag }) => tag)).toContain('1.0.9999');
    expect(listing.candidates.every(({ pushedAt }) => pushedAt !== undefined)).toBe(true);
    expect(registry.requests.length).toBeLessThanOrEqual(2);
  });

  it('end where they are older than what is of interest', async () => {
    const { registry, client, image } = await harbor();
    const since = BEGIN + 9_950 * MINUTE;
    const listing = await client.listTags(image, { newestFirst: { limit: 5_000 }, since });
    expect(listing.state).toBe('partial');
    expect(registry.requests.length).toBeLessThanOrEqual(2);
  });

  it('are the whole list where the registry has no API for them', async () => {
    const { client, image } = await harbor({ kind: 'distribution' });
    const listing = await client.listTags(image, { newestFirst: { limit: 50 } });
    expect(listing.state).toBe('complete');
    expect(listing.candidates).toHaveLength(10_000);
  });
});

it('lists without times in the cheapest way', async () => {
  const { registry, client, image } = await harbor();
  const listing = await client.listTags(image);
  expect(listing.candidates).toHaveLength(10_000);
  expect(registry.requests.every(({ path }) => path.startsWith('/v2/acme/web/tags/list'))).toBe(true);
});

it('falls back to the plain list where the API is closed to us', async () => {
  const { registry, client, image } = await harbor();
  registry.answer(({ path }) => (path.startsWith('/api/') ? { status: 403 } : undefined));
  const listing = await client.listTags(image, { times: true });
  expect(listing).toMatchObject({ state: 'complete' });
  expect(listing.candidates[0]).toEqual({ tag: '1.0.0' });
});

it('does not fall back while the API is only down, so that times do not come and go', async () => {
  const { registry, client, image } = await harbor();
  registry.answer(({ path }) =>
    path.startsWith('/api/') ? { status: 503, headers: { 'retry-after': '600' } } : undefined,
  );
  const listing = await client.listTags(image, { times: true });
  expect(listing).toMatchObject({ state: 'failed', problem: { code: 'server-error', retriable: true } });
});

describe('a list under a name', () => {
  const etag = '"abc"';

  it('is not sent again while it has not changed', async () => {
    const { client, image, registry } = await script(({ ifNoneMatch }) =>
      ifNoneMatch === etag ? { status: 304, headers: { etag } } : json({ tags: ['1'] }, { etag }),
    );
    const first = await client.listTags(image);
    expect(first).toMatchObject({ state: 'complete', tags: ['1'], etag });
    expect(first.unchanged).toBeUndefined();
    const second = await client.listTags(image, { etag: first.etag });
    expect(second).toEqual({ tags: [], candidates: [], state: 'complete', etag, unchanged: true });
    expect(registry.heard).toHaveLength(2);
  });

  it('has a name of ours when it comes in several answers', async () => {
    const { client, image } = await script(({ path }) =>
      path.includes('last')
        ? json({ tags: ['2'] })
        : json({ tags: ['1'] }, { etag, link: '</v2/acme/web/tags/list?last=1>; rel="next"' }),
    );
    const first = await client.listTags(image);
    expect(first.etag).toMatch(/^list:/);
    expect(await client.listTags(image, { etag: first.etag })).toMatchObject({
      tags: ['1', '2'],
      unchanged: true,
    });
  });

  it('sends no name that is none', async () => {
    const { client, image, registry } = await script(() => json({ tags: ['1'] }));
    await client.listTags(image, { etag: '"a"\r\nx-evil: 1' });
    await client.listTags(image, { etag: 'list:ours' });
    expect(registry.heard.map(({ ifNoneMatch }) => ifNoneMatch)).toEqual([undefined, undefined]);
  });
});

it('asks for an image under its own name, whichever of its names is given', async () => {
  const { client, image, registry } = await script(() => json({ tags: ['1'] }), {
    aliases: ['mirror.example.com/hub', 'other.example.com'],
  });
  const names = [
    'mirror.example.com/hub/acme/web',
    'other.example.com/acme/web',
    `${registry.host}/acme/web`,
  ];
  for (const name of names) {
    const [host = '', ...path] = name.split('/');
    expect(await client.listTags({ registry: host, repository: path.join('/') })).toMatchObject({
      tags: ['1'],
    });
  }
  expect(registry.heard.map(({ path }) => path)).toEqual(
    names.map(() => `/v2/${image.repository}/tags/list?n=1000`),
  );
});

it.each([
  ['docker.io', 'pushed'],
  ['index.docker.io', 'pushed'],
  ['ghcr.io', 'uploaded'],
  ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'uploaded'],
  ['registry.example.com', 'built'],
  ['harbor.example.com', 'pushed'],
])('says which time %s can give: %s', async (host, time) => {
  const client = createRegistryClient({ registries: [{ host: 'harbor.example.com', kind: 'harbor' }] });
  expect(client.timeOf(host)).toBe(time);
  await client.close();
});
