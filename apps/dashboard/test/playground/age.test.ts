import { expect, it } from 'vitest';
import { readAge, writeAge } from '../../src/playground/age.ts';

it.each([
  ['30s', 30_000],
  ['5m', 300_000],
  ['24h', 86_400_000],
  ['7d', 604_800_000],
  ['0.5h', 1_800_000],
  [' ', 0],
  ['1 h', undefined],
  ['-1h', undefined],
  ['24', undefined],
  ['1w', undefined],
])('reads "%s"', (text, milliseconds) => {
  expect(readAge(text)).toBe(milliseconds);
});

it.each([
  [0, ''],
  [86_400_000, '1d'],
  [5_400_000, '90m'],
  [1_500, '1.5s'],
])('writes %d ms as "%s"', (milliseconds, text) => {
  expect(writeAge(milliseconds)).toBe(text);
  expect(readAge(text)).toBe(milliseconds);
});
