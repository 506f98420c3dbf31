import { expect, it } from 'vitest';
import { retryAfter } from '../../src/transport/retry-after.ts';

const now = Date.parse('2024-05-01T10:00:00Z');
const seconds = now / 1000;
const day = 24 * 3_600_000;

it.each<[Readonly<Record<string, string>>, number]>([
  [{ 'retry-after': '120' }, now + 120_000],
  [{ 'retry-after': ' 7 ' }, now + 7_000],
  [{ 'retry-after': '0' }, now],
  [{ 'retry-after': 'Wed, 01 May 2024 10:05:00 GMT' }, now + 300_000],
  [{ 'retry-after': 'Wednesday, 01-May-24 10:05:00 GMT' }, now + 300_000],
  [{ 'retry-after': 'Wed, 01 May 2024 09:00:00 GMT' }, now],
  [{ 'retry-after': '99999999999999999999' }, now + day],
  [{ 'retry-after': 'Wed, 01 May 2099 10:05:00 GMT' }, now + day],
  [{ 'retry-after': `${seconds + 60}` }, now + 60_000],
  [{ 'x-retry-after': `${seconds + 90}` }, now + 90_000],
  [{ 'x-retry-after': `${seconds - 90}` }, now],
  [{ 'retry-after': 'soon', 'x-retry-after': `${seconds + 90}` }, now + 90_000],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${seconds + 30}` }, now + 30_000],
  [{ 'retry-after': '5', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${seconds + 30}` }, now + 5_000],
])('reads %o', (headers, at) => {
  expect(retryAfter(headers, now)).toBe(at);
});

it.each<Readonly<Record<string, string>>>([
  {},
  { 'retry-after': '' },
  { 'retry-after': 'soon' },
  { 'retry-after': '-5' },
  { 'retry-after': '1.5' },
  { 'retry-after': '2024-05-01T10:05:00Z' },
  { 'retry-after': 'Wed, some day' },
  { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': `${seconds + 30}` },
  { 'x-ratelimit-remaining': '0' },
])('knows nothing of %o', (headers) => {
  expect(retryAfter(headers, now)).toBeUndefined();
});
