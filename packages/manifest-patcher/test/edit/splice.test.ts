import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invertSplices } from '../../src/edit/splice.ts';
import { applySplices, ManifestPatcherError } from '../../src/index.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const splice = (start: number, end: number, text: string) => ({ start, end, bytes: bytes(text) });

describe('applySplices', () => {
  it('replaces, inserts and removes', () => {
    const result = applySplices(bytes('abcdef'), [splice(0, 1, 'XY'), splice(3, 3, '-'), splice(4, 6, '')]);
    expect(Buffer.from(result).toString()).toBe('XYbc-d');
  });

  const misuse = [
    ['splice-out-of-range', [splice(2, 7, '')]],
    ['splice-out-of-range', [splice(3, 2, '')]],
    ['splices-overlap', [splice(0, 3, ''), splice(2, 4, '')]],
    ['splices-overlap', [splice(-1, 0, '')]],
  ] as const;
  it.each(misuse)('throws %s', (code, splices) => {
    expect(() => applySplices(bytes('abcdef'), splices)).toThrow(
      expect.objectContaining({ name: ManifestPatcherError.name, code }),
    );
  });
});

describe('invertSplices', () => {
  it('gives what turns the result back', () => {
    const cuts = fc.tuple(
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      fc.array(fc.tuple(fc.nat(40), fc.uint8Array({ maxLength: 6 })), { maxLength: 8 }),
    );
    fc.assert(
      fc.property(cuts, ([original, wishes]) => {
        const offsets = wishes.map(([at]) => Math.min(at, original.length)).sort((a, b) => a - b);
        const splices = wishes.slice(0, offsets.length >> 1).map(([, replacement], index) => ({
          start: offsets[2 * index] ?? 0,
          end: offsets[2 * index + 1] ?? 0,
          bytes: replacement,
        }));
        const result = applySplices(original, splices);
        const back = applySplices(result, invertSplices(original, splices));
        expect(Buffer.from(back).equals(original)).toBe(true);
      }),
    );
  });
});
