import { describe, expect, it } from 'vitest';
import {
  emptyList,
  hasWindow,
  isReordered,
  type RowList,
  renewRows,
  takePages,
  windowsOf,
} from '../../src/images/row-list.ts';
import { madePage, madeRow, madeRows } from './made-rows.ts';

const all = madeRows(250);
const firstTwo = takePages(emptyList, [madePage(all, 0), madePage(all, 100)]);

function idsOf({ rows }: RowList): string[] {
  return [...rows].toSorted(([a], [b]) => a - b).map(([, { id }]) => id);
}

describe('windowsOf', () => {
  it.each([
    [0, 0, [0]],
    [0, 99, [0]],
    [0, 100, [0, 100]],
    [95, 130, [0, 100]],
    [250, 260, [200]],
    [-8, 20, [0]],
    [0, -1, []],
  ])('rows %i to %i', (first, last, expected) => {
    expect(windowsOf(first, last)).toEqual(expected);
  });
});

describe('takePages', () => {
  it('knows the windows that came, and no others', () => {
    expect(firstTwo.total).toBe(250);
    expect([0, 100, 200].map((offset) => hasWindow(firstTwo, offset))).toEqual([true, true, false]);
    const whole = takePages(firstTwo, [madePage(all, 200)]);
    expect(hasWindow(whole, 200)).toBe(true);
    expect(idsOf(whole)).toEqual(all.map(({ id }) => id));
  });

  it('keeps what is known of other places while the order is the same', () => {
    const renewed = takePages(firstTwo, [madePage([madeRow('image-0', 'new'), ...all.slice(1)], 0)]);
    expect(renewed.rows.get(0)?.reason).toBe('new');
    expect(renewed.rows.get(150)?.id).toBe('image-150');
  });

  it('forgets other places when the order is another one', () => {
    const fewer = all.slice(1);
    const taken = takePages(firstTwo, [madePage(fewer, 0)]);
    expect(taken.rows.get(0)?.id).toBe('image-1');
    expect(hasWindow(taken, 100)).toBe(false);
  });

  it('takes an empty list for what it is', () => {
    expect(takePages(firstTwo, [madePage([], 0)])).toEqual({
      total: 0,
      counts: { current: 0 },
      rows: new Map(),
    });
  });
});

describe('isReordered', () => {
  it.each([
    ['the same rows', madePage(all, 0), false],
    [
      'the same rows that say something else',
      madePage(
        all.map(({ id }) => madeRow(id, 'new')),
        0,
      ),
      false,
    ],
    ['a place that was not known', madePage(all, 200), false],
    ['one more', madePage([...all, madeRow('more')], 0), true],
    ['two rows changed places', madePage([...all.slice(1, 2), ...all.slice(0, 1), ...all.slice(2)], 0), true],
  ])('%s', (_name, page, expected) => {
    expect(isReordered(firstTwo, [page])).toBe(expected);
  });
});

describe('renewRows', () => {
  it('changes what rows say, never where they stand', () => {
    const renewed = renewRows(firstTwo, [madeRow('image-7', 'new'), madeRow('unknown')], { held: 1 });
    expect(idsOf(renewed)).toEqual(idsOf(firstTwo));
    expect(renewed.rows.get(7)?.reason).toBe('new');
    expect(renewed.total).toBe(250);
    expect(renewed.counts).toEqual({ held: 1 });
  });
});
