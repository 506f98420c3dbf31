import { describe, expect, it, onTestFinished } from 'vitest';
import { jsonReply, type SandboxRegistryOptions, startSandboxRegistry } from '../../src/index.ts';

const BEGIN = Date.parse('2024-05-01T10:00:00Z');
const TAGS = ['1.0.0', '1.1.0', '1.2.0', '1.3.0', '1.4.0'];

async function registryWith(options: SandboxRegistryOptions) {
  const registry = await startSandboxRegistry({ now: () => BEGIN, ...options });
  onTestFinished(() => registry.close());
  // The last by name was pushed first.
  registry.seed('acme/web', TAGS, (tag) => BEGIN - Number(tag.split('.')[1]) * 1000);
  return registry;
}

async function page(url: string, path: string) {
  const response = await fetch(new URL(path, url));
  const body: unknown = await response.json();
  return { status: response.status, body, link: response.headers.get('link') };
}

const LIST = '/v2/acme/web/tags/list';

describe('a list of tags', () => {
  it.each<[string, SandboxRegistryOptions['tagList'], string, object]>([
    [
      'ignores paging',
      { ignoresPaging: true, pageSize: 2 },
      '?n=1&last=1.3.0',
      { body: { tags: TAGS }, link: null },
    ],
    ['refuses large pages', { refusesLargePages: 405, pageSize: 2 }, '?n=3', { status: 405 }],
    ['takes large pages for what it can', { pageSize: 2 }, '?n=3', { body: { tags: TAGS.slice(0, 2) } }],
    [
      'is short of its own accord',
      { defaultPageSize: 1 },
      '',
      { body: { tags: TAGS.slice(0, 1) }, link: '</v2/acme/web/tags/list?last=1.0.0&n=1>; rel="next"' },
    ],
    ['has short pages', { shortPages: true }, '?n=4', { body: { tags: TAGS.slice(0, 2) } }],
    ['is in the order of the pushes', { oldestFirst: true }, '?n=2', { body: { tags: ['1.4.0', '1.3.0'] } }],
    [
      'goes on behind a tag of any order',
      { oldestFirst: true },
      '?last=1.2.0',
      { body: { tags: ['1.1.0', '1.0.0'] } },
    ],
    [
      'has links that lack a part',
      { brokenLinks: true },
      '?n=4',
      { link: '</v2/web/tags/list?last=1.3.0&n=4>; rel="next"' },
    ],
  ])('%s', async (_name, tagList = {}, query, expected) => {
    const { url } = await registryWith({ tagList });
    expect(await page(url, LIST + query)).toMatchObject(expected);
  });

  it('has whole links with tokens that mean nothing to others', async () => {
    const { url } = await registryWith({ tagList: { absoluteLinks: true, opaqueLinks: true, pageSize: 3 } });
    const first = await page(url, LIST);
    const next = /<(.+)>/.exec(first.link ?? '')?.[1] ?? '';
    expect(next.startsWith(`${url}${LIST}?last=`)).toBe(true);
    expect(next).not.toContain('1.2.0');
    expect(await page(url, next)).toMatchObject({ body: { tags: TAGS.slice(3) }, link: null });
  });

  it('never ends', async () => {
    const { url } = await registryWith({ tagList: { endless: true, pageSize: 4 } });
    let path = LIST;
    for (let at = 0; at < 10; at += 1) {
      const { link } = await page(url, path);
      path = /<(.+)>/.exec(link ?? '')?.[1] ?? 'none';
      expect(path).toContain(LIST);
    }
  });
});

describe('an API of its own', () => {
  it('sees the tags with their times, and leaves alone what is not its business', async () => {
    const { url } = await registryWith({
      extension: ({ url: { pathname } }, contents) =>
        pathname === '/api/tags'
          ? jsonReply(200, { tags: contents.tags('acme/web'), none: contents.tags('x') ?? null })
          : undefined,
    });
    const { body } = await page(url, '/api/tags');
    expect(body).toMatchObject({
      none: null,
      tags: TAGS.map((name, minor) => ({ name, pushedAt: BEGIN - minor * 1000, uploadedAt: BEGIN })),
    });
    expect(await page(url, LIST)).toMatchObject({ body: { tags: TAGS } });
  });
});
