import { gzipSync } from 'node:zlib';
import { startSandboxRegistry } from '@deployment-automator/sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createRegistryClient, type TagListing } from '../../src/index.ts';
import { json, script } from '../script.ts';
import type { Scripted } from '../scripted-registry.ts';

const now = Date.parse('2024-05-01T10:00:00Z');

/** Pages by number: `?page=2` and so on; the first request has none. */
const pageOf = (path: string): number => Number(new URL(path, 'http://x').searchParams.get('page') ?? 1);
const link = (page: number): Scripted['headers'] => ({
  link: `</v2/acme/web/tags/list?page=${page}>; rel="next"`,
});

const complete = (tags: readonly string[]): TagListing => {
  return { tags, candidates: tags.map((tag) => ({ tag })), state: 'complete' };
};

describe('a listing that is complete', () => {
  it.each<[string, Scripted, readonly string[]]>([
    ['an empty repository as null', json({ name: 'acme/web', tags: null }), []],
    ['an empty repository as a list', json({ name: 'acme/web', tags: [] }), []],
    ['an unsorted list, in its order', json({ tags: ['b', 'a', 'c'] }), ['b', 'a', 'c']],
    ['a list with a tag twice', json({ tags: ['a', 'b', 'a'] }), ['a', 'b']],
    ['a list with what cannot be a tag', json({ tags: ['a', '../x', 'a b', '', '-a'] }), ['a']],
    [
      'JSON that calls itself text',
      { headers: { 'content-type': 'text/plain' }, body: '{"tags":["a"]}' },
      ['a'],
    ],
    [
      'a gzipped answer',
      { headers: { 'content-encoding': 'gzip' }, body: gzipSync('{"tags":["a"]}') },
      ['a'],
    ],
  ])('is read from %s', async (_name, answer, tags) => {
    const { client, image } = await script(() => answer);
    expect(await client.listTags(image)).toMatchObject(complete(tags));
  });

  it('asks for 1000 tags and follows every link, also behind short and empty pages', async () => {
    const pages = [['a'], [], ['b', 'c'], ['c', 'd']];
    const { client, image, registry } = await script(({ path }) => {
      const page = pageOf(path);
      return json({ tags: pages[page - 1] }, page < pages.length ? link(page + 1) : {});
    });
    expect(await client.listTags(image)).toMatchObject(complete(['a', 'b', 'c', 'd']));
    expect(registry.heard.map(({ path }) => path)).toEqual([
      '/v2/acme/web/tags/list?n=1000',
      ...[2, 3, 4].map((page) => `/v2/acme/web/tags/list?page=${page}`),
    ]);
  });

  it('reads 20,000 tags in 20 pages', async () => {
    const registry = await startSandboxRegistry();
    const client = createRegistryClient({ registries: [{ host: registry.host, plainHttp: true }] });
    onTestFinished(async () => {
      await client.close();
      await registry.close();
    });
    const tags = Array.from({ length: 20_000 }, (_, index) => `1.0.${index}`);
    registry.seed('acme/web', tags);
    const listing = await client.listTags({ registry: registry.host, repository: 'acme/web' });
    expect(listing.state).toBe('complete');
    expect(new Set(listing.tags)).toEqual(new Set(tags));
    expect(registry.requests).toHaveLength(20);
  });
});

describe('a listing that failed', () => {
  it.each<[string, Scripted, object, number?]>([
    ['a web page', { headers: { 'content-type': 'text/html' }, body: '<html>' }, { code: 'not-a-registry' }],
    ['a web page that calls itself JSON', { body: ' <!doctype html>' }, { code: 'not-a-registry' }],
    ['text', { body: 'hello' }, { code: 'bad-answer' }],
    ['nothing', { body: '' }, { code: 'bad-answer' }],
    ['another object', json({ message: 'sign in' }), { code: 'bad-answer' }],
    ['tags that are no texts', json({ tags: [{ name: 'a' }] }), { code: 'bad-answer' }],
    ['a list', json(['a']), { code: 'bad-answer' }],
    ['204', { status: 204 }, { code: 'bad-answer', status: 204 }],
    ['400', { status: 400, body: 'no' }, { code: 'bad-answer', status: 400, retriable: false }, 2],
    ['403', { status: 403 }, { code: 'denied', status: 403, retriable: false }],
    ['404', { status: 404, body: '<html>' }, { code: 'not-found', status: 404, retriable: false }],
    ['408', { status: 408 }, { code: 'timeout', status: 408, retriable: true }, 3],
    ['500', { status: 500 }, { code: 'server-error', status: 500, retriable: true }, 3],
    [
      '503 with seconds',
      { status: 503, headers: { 'retry-after': '30' } },
      { code: 'server-error', retriable: true, retryAt: now + 30_000 },
    ],
    ['429', { status: 429 }, { code: 'rate-limited', status: 429, retriable: true }],
    [
      '429 with seconds',
      { status: 429, headers: { 'retry-after': '90' } },
      { code: 'rate-limited', retriable: true, retryAt: now + 90_000 },
    ],
    [
      '429 with a date',
      { status: 429, headers: { 'retry-after': 'Wed, 01 May 2024 10:01:00 GMT' } },
      { code: 'rate-limited', retriable: true, retryAt: now + 60_000 },
    ],
    [
      'an encoding that was not asked for',
      { headers: { 'content-encoding': 'br' }, body: 'x' },
      { code: 'bad-answer' },
    ],
    ['gzip that is none', { headers: { 'content-encoding': 'gzip' }, body: 'x' }, { code: 'bad-answer' }],
    ['17 MiB', { body: Buffer.alloc(17 * 1024 * 1024, ' ') }, { code: 'too-large' }],
    [
      '17 MiB in a small gzip',
      { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(17 * 1024 * 1024, ' ')) },
      { code: 'too-large' },
    ],
  ])('names the problem with %s', async (_name, answer, problem, attempts = 1) => {
    const { client, image, registry } = await script(() => answer, { now: () => now });
    const listing = await client.listTags(image);
    expect(listing).toMatchObject({ tags: [], state: 'failed', problem });
    expect(listing.problem).toMatchObject({ host: registry.host, repository: 'acme/web' });
    expect(listing.problem?.message).toContain(`${registry.host}/acme/web: `);
    expect(listing.problem?.next).not.toBe('');
    expect(registry.heard).toHaveLength(attempts);
  });

  it('says that the connection was cut', async () => {
    const { client, image } = await script(() => ({ cut: true }));
    const problem = { code: 'unreachable', retriable: true };
    expect(await client.listTags(image)).toMatchObject({ state: 'failed', problem });
  });

  it('says that nobody is there', async () => {
    const { client, image, registry } = await script(() => undefined);
    await registry.close();
    const problem = { code: 'unreachable', retriable: true };
    expect(await client.listTags(image)).toMatchObject({ state: 'failed', problem });
  });

  it('says that the answer does not come, or not whole', async () => {
    const timeouts = { request: 50 };
    const { client, image } = await script(() => undefined, { timeouts });
    const problem = { code: 'timeout', retriable: true };
    expect(await client.listTags(image)).toMatchObject({ state: 'failed', problem });
    const half = await script(() => ({ headers: { 'content-length': '100' }, body: '{"tags"' }), {
      timeouts,
    });
    expect(await half.client.listTags(half.image)).toMatchObject({ state: 'failed', problem });
  });

  it('says that a registry without TLS does not speak TLS', async () => {
    const { registry } = await script(() => json({ tags: ['a'] }));
    const client = createRegistryClient({ registries: [{ host: registry.host }] });
    const listing = await client.listTags({ registry: registry.host, repository: 'acme/web' });
    expect(listing).toMatchObject({ state: 'failed', problem: { code: 'tls', retriable: false } });
    expect(listing.problem?.next).toContain('plainHttp: true');
    await client.close();
  });

  it.each([
    ['ghcr.io', '../../etc/passwd'],
    ['ghcr.io', 'acme/web?x=1'],
    ['ghcr.io', 'acme/web#x'],
    ['ghcr.io', 'Acme/Web'],
    ['ghcr.io', ''],
    ['ghcr.io/evil', 'acme'],
    ['user:word@ghcr.io', 'acme/web'],
    ['internal', 'acme/web'],
    ['', 'acme/web'],
  ])('asks nobody about registry "%s", repository "%s"', async (registry, repository) => {
    const client = createRegistryClient({ registries: [] });
    const problem = { code: 'invalid-name', retriable: false };
    expect(await client.listTags({ registry, repository })).toMatchObject({ state: 'failed', problem });
    await client.close();
  });
});

describe('a listing that broke midway', () => {
  const firstThen = (
    second: (host: string) => Scripted,
    header: (host: string) => Scripted['headers'] = () => link(2),
  ) =>
    script(({ path }, registry) =>
      pageOf(path) === 1 ? json({ tags: ['a', 'b'] }, header(registry().host)) : second(registry().host),
    );

  it.each<[string, Scripted, object]>([
    ['fails', { status: 500 }, { code: 'server-error' }],
    ['is a web page', { body: '<html>' }, { code: 'not-a-registry' }],
    ['comes too soon', { status: 429 }, { code: 'rate-limited' }],
    ['is gone', { status: 404 }, { code: 'not-found' }],
    ['is the first again', json({ tags: ['a', 'b'] }, link(3)), { code: 'endless-list' }],
    ['leads back to itself', json({ tags: ['c'] }, link(2)), { code: 'endless-list' }],
  ])('keeps the first page when the second %s', async (_name, second, problem) => {
    const { client, image } = await firstThen(() => second);
    const listing = await client.listTags(image);
    expect(listing).toMatchObject({ state: 'partial', problem });
    expect(listing.tags.slice(0, 2)).toEqual(['a', 'b']);
  });

  it('keeps the first page when the link leaves the registry, and does not follow it', async () => {
    const other = await script(() => json({ tags: ['stolen'] }));
    const away = { link: `<${other.registry.url}/v2/acme/web/tags/list>; rel="next"` };
    const { client, image } = await firstThen(
      () => json({ tags: [] }),
      () => away,
    );
    const problem = { code: 'refused-link' };
    expect(await client.listTags(image)).toMatchObject({ state: 'partial', tags: ['a', 'b'], problem });
    expect(other.registry.heard).toEqual([]);
  });

  it('gives up on a list that never ends', { timeout: 30_000 }, async () => {
    const { client, image, registry } = await script(({ path }) => {
      const page = pageOf(path);
      return json({ tags: [`t${page}`] }, link(page + 1));
    });
    const listing = await client.listTags(image);
    expect(listing).toMatchObject({ state: 'partial', problem: { code: 'endless-list' } });
    expect(registry.heard).toHaveLength(1000);
  });
});

it('stops when the caller does', async () => {
  const controller = new AbortController();
  const reason = new Error('shutting down');
  const { client, image } = await script(() => {
    controller.abort(reason);
    return undefined;
  });
  await expect(client.listTags(image, { signal: controller.signal })).rejects.toBe(reason);
  await expect(client.listTags(image, { signal: controller.signal })).rejects.toBe(reason);
});

it('reports every request', async () => {
  const reports: unknown[] = [];
  const clock = { at: 0 };
  const now = () => {
    clock.at += 5;
    return clock.at;
  };
  const { client, image, registry } = await script(() => json({ tags: [] }), {
    now,
    onRequest: (report) => reports.push(report),
  });
  await client.listTags(image);
  const { host } = registry;
  expect(reports).toEqual([
    { host, repository: 'acme/web', method: 'GET', kind: 'tags', status: 200, milliseconds: 5 },
  ]);
});

it('reports what is left of a rate limit, and that a registry wants to be left alone', async () => {
  const reports: unknown[] = [];
  const pauses: unknown[] = [];
  const answers = [
    json({ tags: [] }, { 'ratelimit-remaining': '3;w=60' }),
    { status: 429, headers: { 'retry-after': '60' } },
  ];
  const { client, image, registry } = await script(() => answers.shift(), {
    now: () => 1_700_000_000_000,
    onRequest: ({ status, limit }) => reports.push([status, limit]),
    onPause: (pause) => pauses.push(pause),
  });
  await client.listTags(image);
  expect(pauses).toEqual([]);
  await client.listTags(image);
  const { host } = registry;
  expect(reports).toEqual([
    [200, { remaining: 3 }],
    [429, undefined],
  ]);
  expect(pauses).toEqual([{ host, until: 1_700_000_060_000 }]);
});
