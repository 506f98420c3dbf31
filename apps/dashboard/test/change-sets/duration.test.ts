import { expect, it } from 'vitest';
import { sayDuration } from '../../src/change-sets/duration.ts';

it.each([
  [-5, '0 s'],
  [0, '0 s'],
  [420, '0.4 s'],
  [9_960, '10 s'],
  [12_300, '12 s'],
  [59_700, '1 min'],
  [200_000, '3 min 20 s'],
  [3_599_900, '1 h'],
  [7_500_000, '2 h 5 min'],
  [86_399_999, '1 d'],
  [273_600_000, '3 d 4 h'],
])('says %d ms as %s', (milliseconds, words) => {
  expect(sayDuration(milliseconds)).toBe(words);
});
