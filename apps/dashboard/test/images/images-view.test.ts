import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ImagesView,
  isNarrowed,
  printView,
  readView,
  sortBy,
  sorts,
  toggleState,
} from '../../src/images/images-view.ts';
import { allStates } from '../../src/parts/states.ts';

const plain: ImagesView = { search: '', states: [], configRepo: undefined, sort: 'state', order: 'asc' };

describe('readView', () => {
  it('is the plain view without a query', () => {
    expect(readView(new URLSearchParams())).toEqual(plain);
  });

  it('leaves out what it does not know', () => {
    const query = new URLSearchParams('state=held&state=held&state=novel&sort=size&order=up&other=1');
    expect(readView(query)).toEqual({ ...plain, states: ['held'] });
  });

  it('reads back what was printed', () => {
    const view: fc.Arbitrary<ImagesView> = fc.record({
      search: fc.string({ unit: 'grapheme' }),
      states: fc.uniqueArray(fc.constantFrom(...allStates)),
      configRepo: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
      sort: fc.constantFrom(...sorts),
      order: fc.constantFrom('asc', 'desc'),
    });
    fc.assert(
      fc.property(view, (one) => {
        expect(readView(new URLSearchParams(printView(one).toString()))).toEqual(one);
      }),
    );
  });
});

describe('a view', () => {
  it('prints nothing where it is the plain one', () => {
    expect(printView(plain).toString()).toBe('');
  });

  it('is narrowed by a search, a state or a config repo, and not by its order', () => {
    expect(isNarrowed(plain)).toBe(false);
    expect(isNarrowed({ ...plain, sort: 'since', order: 'desc' })).toBe(false);
    expect(isNarrowed({ ...plain, search: 'web' })).toBe(true);
    expect(isNarrowed({ ...plain, states: ['held'] })).toBe(true);
    expect(isNarrowed({ ...plain, configRepo: 'production' })).toBe(true);
  });

  it('turns round when it is sorted by the same column, and begins at the natural end of another', () => {
    const byName = sortBy(plain, 'image');
    expect([byName.sort, byName.order]).toEqual(['image', 'asc']);
    expect(sortBy(byName, 'image').order).toBe('desc');
    expect(sortBy(sortBy(byName, 'image'), 'image').order).toBe('asc');
    expect(sortBy(byName, 'since').order).toBe('desc');
  });

  it('adds a state and takes it away', () => {
    const one = toggleState(plain, 'held');
    const two = toggleState(one, 'pending');
    expect(two.states).toEqual(['held', 'pending']);
    expect(toggleState(two, 'held').states).toEqual(['pending']);
  });
});
