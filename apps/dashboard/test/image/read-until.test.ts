import { describe, expect, it } from 'vitest';
import { readUntil } from '../../src/image/read-until.ts';

const now = Date.parse('2026-01-30T12:00:00Z');

describe('readUntil', () => {
  it('lasts without a time', () => {
    expect(readUntil('', now)).toEqual({});
  });

  it('reads a time in the reader’s zone and says it in UTC', () => {
    const text = '2026-02-01T09:30';
    expect(readUntil(text, now)).toEqual({ until: new Date(2026, 1, 1, 9, 30).toISOString() });
  });

  it.each([['2026-01-01T00:00'], ['tomorrow']])('refuses %s', (text) => {
    expect(readUntil(text, now)).toEqual({ fault: expect.any(String) });
  });
});
