import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeSubject, parseJobId, printJobId } from '../../src/queue/job-id.ts';

it('reads back what it printed, for any subject', { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), (subject, turn) => {
      expect(parseJobId(printJobId(subject, turn))).toEqual({ subject, turn });
    }),
  );
});

it('prints ids that BullMQ accepts: no colon, no integer', { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '12', 'a:b:c')),
      fc.nat(),
      (subject, turn) => {
        expect(printJobId(subject, turn)).toMatch(/^[^:]*@\d+$/);
      },
    ),
  );
});

it('replaces a lone surrogate instead of failing', () => {
  expect(encodeSubject('a\ud800')).toBe(encodeSubject('a\ufffd'));
});
