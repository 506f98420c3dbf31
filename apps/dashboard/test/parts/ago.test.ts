import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printAgo, printDuration } from '../../src/parts/ago.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const now = Date.parse('2026-01-30T12:00:00Z');

describe('printAgo', () => {
  it.each([
    [0, 'just now'],
    [59 * second, 'just now'],
    [minute, '1 min ago'],
    [59 * minute, '59 min ago'],
    [hour, '1 h ago'],
    [47 * hour, '47 h ago'],
    [48 * hour, '2 d ago'],
    [59 * day, '59 d ago'],
    [61 * day, '2 months ago'],
    [800 * day, '2 years ago'],
    [-2 * second, 'just now'],
    [-30 * second, 'in a moment'],
    [-4 * minute, 'in 4 min'],
    [-3 * day, 'in 3 d'],
  ])('%i ms before now', (before, expected) => {
    expect(printAgo(now - before, now)).toBe(expected);
  });
});

describe('printDuration', () => {
  it.each([
    [0, '0 ms'],
    [850.4, '850 ms'],
    [3_200, '3.2 s'],
    [12_400, '12 s'],
    [59_700, '1 min'],
    [250 * second, '4 min 10 s'],
    [2 * hour, '2 h'],
    [2 * hour + 5 * minute + 9 * second, '2 h 5 min'],
    [3 * day + 2 * hour + minute, '3 d 2 h'],
  ])('%d ms', (milliseconds, expected) => {
    expect(printDuration(milliseconds)).toBe(expected);
  });

  it('always says something with a unit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e11, noNaN: true }), (milliseconds) => {
        expect(printDuration(milliseconds)).toMatch(/^[0-9.]+ (ms|s|min|h|d)( [0-9]+ (s|min|h))?$/);
      }),
    );
  });
});
