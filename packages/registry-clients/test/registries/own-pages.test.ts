import { expect, it } from 'vitest';
import { ownPages } from '../../src/registries/own-pages.ts';
import type { AdapterContext } from '../../src/registries/registry-adapter.ts';
import type { ListedTag } from '../../src/registry-client.ts';

const context: AdapterContext = {
  subject: { host: 'r.example.io', repository: 'acme/web' },
  origin: 'https://r.example.io',
  apiUrl: undefined,
  credential: undefined,
  ask: () => Promise.reject(new Error('nobody is asked here')),
  remember: () => Promise.reject(new Error('nothing is remembered here')),
  now: () => 0,
};

async function read(pages: Iterable<readonly ListedTag[]>): Promise<ListedTag[]> {
  const tags: ListedTag[] = [];
  const list = async function* (): AsyncGenerator<readonly ListedTag[]> {
    yield* pages;
  };
  for await (const page of ownPages(list, context)) tags.push(...page);
  return tags;
}

const digest = `sha256:${'a'.repeat(64)}`;

it('gives each tag once, the first time it comes', async () => {
  const pages = [
    [{ tag: '2', pushedAt: 2 }, { tag: '1' }],
    [{ tag: '2', pushedAt: 1 }, { tag: '0' }],
  ];
  expect(await read(pages)).toEqual([{ tag: '2', pushedAt: 2 }, { tag: '1' }, { tag: '0' }]);
});

it('leaves out what is no tag and no digest', async () => {
  const page = [
    { tag: digest },
    { tag: 'a b' },
    { tag: '' },
    { tag: 'a', digest: 'md5:1' },
    { tag: 'b', digest },
  ];
  expect(await read([page])).toEqual([{ tag: 'a' }, { tag: 'b', digest }]);
});

it('goes on after a page without a single tag', async () => {
  expect(await read([[], [{ tag: digest }], [{ tag: 'a' }]])).toEqual([{ tag: 'a' }]);
});

it('stops where pages repeat', async () => {
  const circle = function* (): Generator<readonly ListedTag[]> {
    while (true) yield [{ tag: 'a' }];
  };
  await expect(read(circle())).rejects.toMatchObject({ code: 'endless-list', host: 'r.example.io' });
});

it('stops where there is no end', async () => {
  const endless = function* (): Generator<readonly ListedTag[]> {
    for (let number = 0; ; number += 1) yield [{ tag: `${number}` }];
  };
  await expect(read(endless())).rejects.toMatchObject({ code: 'endless-list' });
});
