import { expect, it } from 'vitest';
import { readRateLimit } from '../../src/transport/rate-limit.ts';

const now = (): number => 1_700_000_000_000;

it.each([
  [{ 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '76;w=21600' }, { remaining: 76 }],
  [
    { 'x-ratelimit-remaining': '179', 'x-ratelimit-reset': '1700000060' },
    { remaining: 179, resetsAt: 1_700_000_060_000 },
  ],
  [
    { 'ratelimit-remaining': '0', 'ratelimit-reset': '30' },
    { remaining: 0, resetsAt: 1_700_000_030_000 },
  ],
  [{ 'ratelimit-remaining': '5', 'ratelimit-reset': 'soon' }, { remaining: 5 }],
])('reads %o', (headers, expected) => {
  expect(readRateLimit(headers as Record<string, string>, now)).toEqual(expected);
});

it.each([{}, { 'ratelimit-remaining': '' }, { 'ratelimit-remaining': 'many' }, { 'ratelimit-reset': '30' }])(
  'reads nothing from %o',
  (headers) => {
    expect(readRateLimit(headers as Record<string, string>, now)).toBeUndefined();
  },
);
