import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeSplices } from '../../src/edit/pieces.ts';
import { applySplices, type Splice } from '../../src/edit/splice.ts';

/** Splices into a text of some length, in its order. */
function splicesInto(length: number, cuts: readonly number[], texts: readonly string[]): readonly Splice[] {
  const sorted = cuts.map((cut) => cut % (length + 1)).sort((a, b) => a - b);
  return texts.flatMap((text, index) => {
    const start = sorted[2 * index];
    const end = sorted[2 * index + 1];
    return start === undefined || end === undefined ? [] : [{ start, end, bytes: Buffer.from(text) }];
  });
}

const cuts = fc.array(fc.nat(), { maxLength: 8 });
const texts = fc.array(fc.string({ maxLength: 4 }), { maxLength: 4 });

describe('composeSplices', () => {
  it('does at once what both rounds do one after the other', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary-ascii', maxLength: 20 }),
        cuts,
        texts,
        cuts,
        texts,
        (text, c1, t1, c2, t2) => {
          const original = Buffer.from(text);
          const first = splicesInto(original.length, c1, t1);
          const between = applySplices(original, first);
          const second = splicesInto(between.length, c2, t2);
          const composed = composeSplices(first, second, original.length);
          expect(Buffer.from(applySplices(original, composed))).toEqual(
            Buffer.from(applySplices(between, second)),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('keeps what was cut out and put back apart from what never moved', () => {
    const first = [{ start: 1, end: 2, bytes: Buffer.from('xyz') }];
    const second = [{ start: 2, end: 3, bytes: Buffer.from('') }];
    expect(composeSplices(first, second, 3)).toEqual([{ start: 1, end: 2, bytes: Buffer.from('xz') }]);
  });
});
