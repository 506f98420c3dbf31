import { expect, it } from 'vitest';
import { readRateLimit } from '../../src/http/rate-limit.ts';

const now = (): number => 1_700_000_000_000;
const read = (headers: Readonly<Record<string, string>>) =>
  readRateLimit((name) => new Headers(headers).get(name), now);

it.each([
  [{ 'X-RateLimit-Remaining': '4999', 'X-RateLimit-Reset': '1700003600' }, 4_999, 1_700_003_600_000],
  [{ 'RateLimit-Remaining': '0', 'RateLimit-Reset': '1700000060' }, 0, 1_700_000_060_000],
  [{ 'RateLimit-Remaining': '7', 'RateLimit-Reset': '60' }, 7, 1_700_000_060_000],
  [{ 'X-RateLimit-Remaining': '7' }, 7, undefined],
] as const)('reads %o', (headers, remaining, resetsAt) => {
  expect(read(headers)).toEqual({ remaining, ...(resetsAt !== undefined && { resetsAt }) });
});

it.each([{}, { 'X-RateLimit-Remaining': 'x' }, { 'X-RateLimit-Reset': '1' }])(
  'reads nothing from %o',
  (headers) => {
    expect(read(headers as Record<string, string>)).toBeUndefined();
  },
);
