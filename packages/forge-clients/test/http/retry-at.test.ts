import { describe, expect, it } from 'vitest';
import { retryAt } from '../../src/http/retry-at.ts';

const NOW = Date.UTC(2026, 0, 1);

describe('when a forge wants to be asked again', () => {
  const told: readonly (readonly [string, Record<string, string>, number | undefined])[] = [
    ['seconds', { 'retry-after': '90' }, NOW + 90_000],
    ['an HTTP date', { 'retry-after': new Date(NOW + 60_000).toUTCString() }, NOW + 60_000],
    ['the end of GitLab’s window', { 'ratelimit-reset': String(NOW / 1000 + 30) }, NOW + 30_000],
    ['the end of Azure’s window', { 'x-ratelimit-reset': String(NOW / 1000 + 30) }, NOW + 30_000],
    [
      'both: the wait counts',
      { 'retry-after': '5', 'ratelimit-reset': String(NOW / 1000 + 30) },
      NOW + 5_000,
    ],
    ['a time that has passed', { 'retry-after': new Date(NOW - 60_000).toUTCString() }, NOW],
    ['a wait without end', { 'retry-after': '99999999' }, NOW + 86_400_000],
    ['nonsense', { 'retry-after': 'soon', 'ratelimit-reset': '-1' }, undefined],
    ['nothing', {}, undefined],
  ];
  it.each(told)('reads %s', (_, headers, at) => {
    expect(retryAt(new Headers(headers), NOW)).toBe(at);
  });
});
