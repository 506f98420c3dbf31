import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { provable } from '../../src/edit/provable.ts';

describe('provable', () => {
  it('proves a good list once', () => {
    let proofs = 0;
    const proved = provable([1, 2, 3], (part) => {
      proofs += 1;
      return part.length;
    });
    expect([proved, proofs]).toEqual([{ part: [1, 2, 3], proof: 3 }, 1]);
  });

  it('leaves out the bad members and those only, in few proofs', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 200 }), (good) => {
        let proofs = 0;
        const members = good.map((isGood, index) => ({ isGood, index }));
        const proved = provable(members, (part) => {
          proofs += 1;
          return part.every(({ isGood }) => isGood) ? part.length : undefined;
        });
        const expected = members.filter(({ isGood }) => isGood);
        expect(proved?.part ?? []).toEqual(expected);
        expect(proved?.proof ?? 0).toBe(expected.length);
        const bad = members.length - expected.length;
        expect(proofs).toBeLessThanOrEqual(1 + bad * 3 * Math.ceil(Math.log2(members.length + 1)));
      }),
    );
  });

  it('proves nothing of what does not hold together', () => {
    expect(provable([1, 2], (part) => (part.length > 1 ? undefined : true))).toBeUndefined();
    expect(provable([], () => true)).toBeUndefined();
  });
});
