import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsInSight } from '../../src/images/rows-in-sight.ts';

describe('rowsInSight', () => {
  it.each([
    ['no rows', { top: 300, height: 0, windowHeight: 800, total: 0 }, { first: 0, last: -1 }],
    ['not laid out yet', { top: 0, height: 0, windowHeight: 800, total: 1_000 }, { first: 0, last: 15 }],
    ['the beginning', { top: 300, height: 60_000, windowHeight: 900, total: 1_000 }, { first: 0, last: 18 }],
    [
      'the middle',
      { top: -30_000, height: 60_000, windowHeight: 900, total: 1_000 },
      { first: 492, last: 523 },
    ],
    ['the end', { top: -59_100, height: 60_000, windowHeight: 900, total: 1_000 }, { first: 977, last: 999 }],
    ['a short list', { top: 300, height: 180, windowHeight: 900, total: 3 }, { first: 0, last: 2 }],
    ['scrolled past', { top: -5_000, height: 180, windowHeight: 900, total: 3 }, { first: 2, last: 2 }],
  ])('%s', (_name, sight, expected) => {
    expect(rowsInSight(sight)).toEqual(expected);
  });

  it('holds every row that is in the window, and few others', () => {
    const sights = fc.record({
      top: fc.integer({ min: -700_000, max: 2_000 }),
      windowHeight: fc.integer({ min: 200, max: 3_000 }),
      total: fc.integer({ min: 1, max: 10_000 }),
    });
    fc.assert(
      fc.property(sights, fc.integer({ min: 20, max: 200 }), (sight, rowHeight) => {
        const { first, last } = rowsInSight({ ...sight, height: rowHeight * sight.total });
        const isSeen = (index: number): boolean => {
          const top = sight.top + index * rowHeight;
          return top + rowHeight > 0 && top < sight.windowHeight;
        };
        expect(first === 0 || !isSeen(first - 1)).toBe(true);
        expect(last === sight.total - 1 || !isSeen(last + 1)).toBe(true);
        expect(last - first).toBeLessThanOrEqual(sight.windowHeight / rowHeight + 20);
      }),
    );
  });
});
