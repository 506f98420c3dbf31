import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromStreamId, printEntryId, toStreamId } from '../../src/activity/entry-id.ts';

const part = fc.tuple(fc.integer({ min: 0, max: 4_102_444_800_000 }), fc.integer({ min: 0, max: 999_999 }));

it('sorts as text as it does by time and number', () => {
  fc.assert(
    fc.property(part, part, (a, b) => {
      const byNumber = a[0] === b[0] ? a[1] < b[1] : a[0] < b[0];
      expect(printEntryId(...a) < printEntryId(...b)).toBe(byNumber);
    }),
  );
});

it('is the same in a stream', () => {
  fc.assert(
    fc.property(part, (one) => {
      const streamId = toStreamId(printEntryId(...one));
      expect(streamId).toBe(`${one[0]}-${one[1]}`);
      expect(fromStreamId(streamId ?? '')).toBe(printEntryId(...one));
    }),
  );
});

it.each(['', '1-1', '000000000000001-00000x', 'x', '000000000000001-000001-1'])('refuses "%s"', (id) => {
  expect(toStreamId(id)).toBeUndefined();
});
