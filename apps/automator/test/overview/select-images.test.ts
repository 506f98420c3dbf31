import { imagesPage, imagesQuery, states } from '@deployment-automator/api-schema';
import { describe, expect, it } from 'vitest';
import { imageIdOf } from '../../src/check/index.ts';
import { buildOverview, standingsOf } from '../../src/overview/build-overview.ts';
import { selectImages } from '../../src/overview/index.ts';
import { deployment, listed, listingsOf, viewOf } from './view-of.ts';

const acme = 'ghcr.io/acme';
const listings = listingsOf({
  [`${acme}/api`]: listed(['1.0.0', { tag: '1.2.0', pushedAt: 2000 }]),
  [`${acme}/web`]: listed(['1.0.0', { tag: '1.3.0', pushedAt: 1000 }]),
  [`${acme}/job`]: listed(['1.0.0']),
  [`${acme}/old`]: listed(['main']),
});
const views = [
  viewOf(
    'production',
    {
      'clusters/eu/api.yaml': deployment('api', `${acme}/api:1.0.0`),
      'clusters/eu/web.yaml': deployment('web', `${acme}/web:1.0.0`),
      'clusters/eu/old.yaml': deployment('old', `${acme}/old:1.0.0`),
    },
    listings,
  ),
  viewOf(
    'staging',
    {
      'job.yaml': deployment('job', `${acme}/job:1.0.0`),
      'api.yaml': deployment('api', `${acme}/api:1.2.0`),
    },
    listings,
  ),
];
const { entries, byId, counts } = buildOverview(standingsOf(views, listings), listings);

function names(query: object): string[] {
  const page = selectImages(entries, imagesQuery.parse(query));
  expect(imagesPage.parse(page)).toEqual(page);
  return page.items.map(({ image }) => image.slice(acme.length + 1));
}

describe('an image', () => {
  it('has every binding of it, in the order of config repos and fields', () => {
    const [api] = selectImages(entries, imagesQuery.parse({ search: 'api' })).items;
    expect(api).toMatchObject({
      id: imageIdOf(`${acme}/api`),
      image: `${acme}/api`,
      state: 'pending',
      since: '1970-01-01T00:00:02.000Z',
      current: ['1.0.0', '1.2.0'],
      chosen: ['1.2.0'],
    });
    expect(
      api?.bindings.map(({ environment, state, current, chosen }) => [environment, state, current, chosen]),
    ).toEqual([
      ['production/clusters/eu', 'pending', '1.0.0', '1.2.0'],
      ['staging', 'current', '1.2.0', null],
    ]);
  });

  it('is found by its id, and counted by its bindings', () => {
    expect(byId.get(imageIdOf(`${acme}/job`))?.row.image).toBe(`${acme}/job`);
    expect(Object.fromEntries(counts)).toEqual({
      production: { pending: 2, 'no-candidate': 1 },
      staging: { current: 2 },
    });
  });
});

describe('images are asked for', () => {
  it.each([
    ['all, what needs a person first', {}, ['api', 'web', 'old', 'job']],
    ['the other way round, equal ones by name', { order: 'desc' }, ['job', 'old', 'api', 'web']],
    ['by name', { sort: 'image' }, ['api', 'job', 'old', 'web']],
    ['by name from the end', { sort: 'image', order: 'desc' }, ['web', 'old', 'job', 'api']],
    ['by time, what is not known last', { sort: 'since' }, ['web', 'api', 'job', 'old']],
    [
      'by time from the newest, what is not known last',
      { sort: 'since', order: 'desc' },
      ['api', 'web', 'job', 'old'],
    ],
    ['by a part of the name', { search: 'ACME/W' }, ['web']],
    ['by a part of a file', { search: 'clusters/eu' }, ['api', 'web', 'old']],
    ['by a version', { search: '1.3' }, ['web']],
    ['by several words', { search: 'eu api' }, ['api']],
    ['by one state', { state: 'current' }, ['job']],
    ['by several states', { state: ['current', 'pending'] }, ['api', 'web', 'job']],
    ['by a config repo', { configRepo: 'staging' }, ['api', 'job']],
    ['by nothing that is there', { search: 'nothing' }, []],
    ['in parts', { offset: '1', limit: '2' }, ['web', 'old']],
    ['from behind the end', { offset: '99' }, []],
  ] as const)('%s', (_name, query, expected) => {
    expect(names(query)).toEqual(expected);
  });

  it('with how many there are in each state before the filter on states', () => {
    const page = selectImages(entries, imagesQuery.parse({ state: 'current', search: 'acme', limit: 1 }));
    expect(page).toMatchObject({ total: 1, counts: { pending: 2, 'no-candidate': 1, current: 1 } });
  });

  it('in pages that together are the whole', () => {
    const all = names({});
    const parts = all.flatMap((_, offset) => names({ offset, limit: 1 }));
    expect(parts).toEqual(all);
  });
});

it('the states stand in the order in which they need a person', () => {
  expect(states[0]).toBe('conflict');
  expect(states.at(-1)).toBe('current');
});
