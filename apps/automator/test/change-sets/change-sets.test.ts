import { changeSetDetail, changeSetsPage, changeSetsQuery } from '@deployment-automator/api-schema';
import { expect, it } from 'vitest';
import { type ChangeSetSource, createChangeSets, rememberCauses } from '../../src/change-sets/index.ts';
import { imageIdOf } from '../../src/check/index.ts';
import type { OurCommit } from '../../src/config-repo/index.ts';
import { printOurTrailer } from '../../src/holds/index.ts';
import { createMemoryStore } from '../../src/store/index.ts';
import type { SeenPull } from '../../src/write-back/index.ts';

const web = 'ghcr.io/acme/web';
const api = 'ghcr.io/acme/api';

function commit(id: string, minute: number, images: readonly string[], isMerged = false): OurCommit {
  const trailers = images.map((repository) =>
    printOurTrailer({ id: `${repository}.yaml`, repository, from: '1.0.0', to: '1.1.0' }),
  );
  const at = new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
  return {
    commit: id,
    at,
    author: 'Automator',
    message: `Update ${id}\n\n${trailers.join('\n')}\n`,
    isMerged,
  };
}

function pull(number: number, state: SeenPull['state'], branch = 'automator/web-1'): SeenPull {
  const at = Date.UTC(2026, 0, 1, 1, number);
  return {
    number,
    url: `https://forge/${number}`,
    title: `Pull ${number}`,
    branch,
    state,
    at,
    fields: ['f'],
  };
}

interface Facts {
  readonly commits?: readonly OurCommit[];
  readonly pulls?: readonly SeenPull[];
  readonly heads?: Readonly<Record<string, OurCommit>>;
}

function source(configRepo: string, { commits = [], pulls = [], heads = {} }: Facts): ChangeSetSource {
  return {
    configRepo,
    branch: 'main',
    tip: () => 'tip',
    heads: async () => new Map(Object.entries(heads).map(([branch, head]) => [branch, head.commit])),
    pulls: async () => ({
      pulls,
      held: [
        { id: 'f', image: web, from: '1.0.0', to: '1.1.0', code: 'refused', reason: 'no', since: null },
        { id: 'f', image: api, from: '1.0.0', to: '1.1.0', code: 'hold', reason: 'no', since: null },
      ],
    }),
    link: (id) => `https://forge/commit/${id}`,
    nameOf: (image) => image,
    ourCommits: {
      behind: async () => commits,
      between: async (_base, head) => Object.values(heads).find((one) => one.commit === head),
      diff: async (id) => `diff of ${id}`,
      diffBetween: async (base, head) => `diff of ${base}...${head}`,
    },
  };
}

function open(...sources: ChangeSetSource[]) {
  return createChangeSets(sources, rememberCauses(createMemoryStore({ now: Date.now })));
}

const query = (facts: object = {}) => changeSetsQuery.parse(facts);

it('lists commits and pull requests of all config repos, newest first', async () => {
  const changeSets = open(
    source('staging', { commits: [commit('c3', 3, [web]), commit('c1', 1, [api], true)] }),
    source('production', {
      commits: [commit('c2', 2, [web, api])],
      pulls: [pull(1, 'refused'), pull(2, 'open')],
      heads: { 'automator/web-1': commit('h', 9, [web]) },
    }),
  );
  const page = changeSetsPage.parse(await changeSets.page(query()));
  expect(page.items.map(({ id, kind, state }) => [id, kind, state])).toEqual([
    ['automator/web-1', 'pull-request', 'open'],
    ['automator/web-1#1', 'pull-request', 'refused'],
    ['c3', 'commit', 'written'],
    ['c2', 'commit', 'written'],
    ['c1', 'pull-request', 'written'],
  ]);
  expect(page.total).toBe(5);
  const part = await changeSets.page(query({ offset: 1, limit: 2 }));
  expect([part.items.map(({ id }) => id), part.total]).toEqual([['automator/web-1#1', 'c3'], 5]);
});

it('lists what is about one image, or in one config repo', async () => {
  const changeSets = open(
    source('staging', { commits: [commit('c3', 3, [web]), commit('c1', 1, [api])] }),
    source('production', { commits: [commit('c2', 2, [web, api])] }),
  );
  const ids = async (facts: object) => (await changeSets.page(query(facts))).items.map(({ id }) => id);
  expect(await ids({ image: imageIdOf(api) })).toEqual(['c2', 'c1']);
  expect(await ids({ configRepo: 'staging' })).toEqual(['c3', 'c1']);
  expect(await ids({ configRepo: 'none' })).toEqual([]);
});

it('says what each is about, where it is shown, and what it changes', async () => {
  const changeSets = open(
    source('production', {
      commits: [commit('c2', 2, [web])],
      pulls: [pull(2, 'open')],
      heads: { 'automator/web-1': commit('h', 9, [api]) },
    }),
  );
  const written = changeSetDetail.parse(await changeSets.find('production', 'c2'));
  expect(written).toMatchObject({
    commit: 'c2',
    title: 'Update c2',
    author: 'Automator',
    url: 'https://forge/commit/c2',
    diff: 'diff of c2',
    updates: [{ id: `${web}.yaml`, image: web, imageId: imageIdOf(web), from: '1.0.0', to: '1.1.0' }],
  });
  expect(written.message).toContain('Automator-Update: ');
  const proposed = changeSetDetail.parse(await changeSets.find('production', 'automator/web-1'));
  expect(proposed).toMatchObject({
    commit: 'h',
    title: 'Pull 2',
    url: 'https://forge/2',
    diff: 'diff of tip...h',
    updates: [{ image: api }],
  });
});

it('knows what was refused also when its branch is gone, or is that of another one now', async () => {
  const gone = open(source('production', { pulls: [pull(1, 'refused')] }));
  const detail = changeSetDetail.parse(await gone.find('production', 'automator/web-1#1'));
  expect(detail).toMatchObject({ commit: null, diff: '', message: '', updates: [{ id: 'f', image: web }] });
  const reused = open(
    source('production', {
      pulls: [pull(1, 'refused'), pull(2, 'open')],
      heads: { 'automator/web-1': commit('h', 9, [api]) },
    }),
  );
  expect(await reused.find('production', 'automator/web-1#1')).toMatchObject({ commit: null, diff: '' });
});

it('finds nothing else', async () => {
  const changeSets = open(source('production', { commits: [commit('c2', 2, [web])] }));
  expect(await changeSets.find('production', 'c3')).toBeUndefined();
  expect(await changeSets.find('staging', 'c2')).toBeUndefined();
});

it('bears a trailer that names no image, and a config repo that was not read yet', async () => {
  const strange = { ...source('a', { commits: [commit('c', 1, ['::'])] }), nameOf: () => JSON.parse('{') };
  const unread = { ...source('b', { commits: [commit('d', 1, [web])] }), tip: () => undefined };
  const page = await open(strange, unread).page(query());
  expect(page.items.map(({ updates }) => updates.map(({ image }) => image))).toEqual([['::']]);
});
