import { expect, it } from 'vitest';
import { retryAfter } from '../../src/transport/retry-after.ts';

const now = Date.parse('2024-05-01T10:00:00Z');
const day = 24 * 3_600_000;

it.each([
  ['120', now + 120_000],
  [' 7 ', now + 7_000],
  ['0', now],
  ['Wed, 01 May 2024 10:05:00 GMT', now + 300_000],
  ['Wednesday, 01-May-24 10:05:00 GMT', now + 300_000],
  ['Wed, 01 May 2024 09:00:00 GMT', now],
  ['99999999999999999999', now + day],
  ['Wed, 01 May 2099 10:05:00 GMT', now + day],
])('reads %s', (header, at) => {
  expect(retryAfter(header, now)).toBe(at);
});

it.each([undefined, '', 'soon', '-5', '1.5', '2024-05-01T10:05:00Z', 'Wed, some day'])(
  'knows nothing of %s',
  (header) => {
    expect(retryAfter(header, now)).toBeUndefined();
  },
);
