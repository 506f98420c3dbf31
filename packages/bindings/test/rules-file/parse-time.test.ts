import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTime } from '../../src/rules-file/parse-time.ts';

describe('parseTime', () => {
  it('reads what a clock prints', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0001-01-01T00:00:00Z'),
          max: new Date('9999-12-31T23:59:59Z'),
          noInvalidDate: true,
        }),
        (date) => {
          expect(parseTime(date.toISOString())).toBe(Math.floor(date.getTime() / 1000) * 1000);
        },
      ),
    );
  });

  it.each([
    ['2026-02-28', Date.UTC(2026, 1, 28)],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['2026-01-31T12:00:00+05:30', Date.UTC(2026, 0, 31, 6, 30)],
    ['2026-01-31T12:00:00-05:30', Date.UTC(2026, 0, 31, 17, 30)],
  ])('reads %s', (text, time) => {
    expect(parseTime(text)).toBe(time);
  });

  it.each([
    '',
    'friday',
    '2026-13-01',
    '2026-02-29',
    '2026-01-01T25:00:00Z',
    '2026-01-01T12:00:00',
    '2026-1-1',
  ])('refuses %j', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });
});
