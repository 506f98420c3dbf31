import { expect, it } from 'vitest';
import { retryDelay } from '../../src/check/index.ts';

const minute = 60_000;

it('doubles from 5 s up to the poll interval', () => {
  expect([1, 2, 3, 4, 5, 50].map((failures) => retryDelay(failures, minute, 0))).toEqual([
    5000, 10_000, 20_000, 40_000, 60_000, 60_000,
  ]);
});

it('never comes back before the registry allows it', () => {
  expect(retryDelay(1, minute, 90_000)).toBe(90_000);
});
