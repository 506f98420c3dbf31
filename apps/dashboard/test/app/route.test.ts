import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hrefOf, type Route, readHash } from '../../src/app/route.ts';

describe('readHash', () => {
  const known: readonly (readonly [hash: string, route: Route])[] = [
    ['', { page: 'images' }],
    ['#', { page: 'images' }],
    ['#/', { page: 'images' }],
    ['#/images', { page: 'images' }],
    ['#/images/0123456789abcdef', { page: 'image', id: '0123456789abcdef' }],
    ['#/images/0123456789abcdef/', { page: 'image', id: '0123456789abcdef' }],
    ['#/change-sets', { page: 'change-sets' }],
    [
      '#/change-sets/production/automator%2Fweb-1234abcd',
      { page: 'change-set', configRepo: 'production', id: 'automator/web-1234abcd' },
    ],
    ['#/health', { page: 'health' }],
    ['#/playground', { page: 'playground' }],
  ];
  it.each(known)('%s is a place', (hash, route) => {
    expect(readHash(hash).route).toEqual(route);
  });

  const unknown = [
    '#/nowhere',
    '#/health/more',
    '#/change-sets/production',
    '#/images/1/2',
    '#/change-sets/a/b/c',
    '#/images/%',
  ];
  it.each(unknown)('%s is missing, and says what was asked for', (hash) => {
    expect(readHash(hash).route).toEqual({ page: 'missing', path: hash.slice(1) });
  });

  it('reads what stands after the question mark', () => {
    const { route, query } = readHash('#/?search=a%3Fb&state=held&state=pending');
    expect(route).toEqual({ page: 'images' });
    expect(query.get('search')).toBe('a?b');
    expect(query.getAll('state')).toEqual(['held', 'pending']);
  });
});

describe('hrefOf', () => {
  const part = fc.string({ minLength: 1, unit: 'grapheme' });
  const route: fc.Arbitrary<Route> = fc.oneof(
    fc.constantFrom<Route>(
      { page: 'images' },
      { page: 'change-sets' },
      { page: 'health' },
      { page: 'playground' },
    ),
    part.map((id): Route => ({ page: 'image', id })),
    fc.tuple(part, part).map(([configRepo, id]): Route => ({ page: 'change-set', configRepo, id })),
  );

  it('is read back as the same place', () => {
    fc.assert(
      fc.property(route, fc.string({ unit: 'grapheme' }), (place, search) => {
        const query = new URLSearchParams(search === '' ? {} : { search });
        const read = readHash(hrefOf(place, query));
        expect(read.route).toEqual(place);
        expect(read.query.toString()).toBe(query.toString());
      }),
    );
  });
});
