import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { example, type Inputs, longestLink, readInputs, writeInputs } from '../../src/playground/inputs.ts';

describe('the playground in a link', () => {
  it('comes back as it was', () => {
    const line = fc.string().map((text) => text.replaceAll('\n', '').trim());
    const inputs = fc.record({
      policy: fc.string(),
      filters: fc.array(line).map((lines) => lines.filter((text) => text !== '').join('\n')),
      suffix: fc.string(),
      current: fc.string(),
      allowDown: fc.boolean(),
      minAge: fc.string(),
      tags: fc.string({ unit: 'grapheme', maxLength: 500 }),
    });
    fc.assert(
      fc.property(inputs, (written) => {
        const { query, isWhole } = writeInputs(written);
        expect(isWhole).toBe(true);
        expect(readInputs(new URLSearchParams(query))).toEqual(written);
      }),
    );
  });

  it('names the image instead of its tags', () => {
    const image = { imageId: '0123456789abcdef', configRepo: 'production', binding: 'a.yaml#0/image' };
    const inputs: Inputs = { ...example, image, tags: '' };
    const { query, isWhole } = writeInputs({ ...inputs, tags: 'x'.repeat(longestLink) });
    expect(isWhole).toBe(true);
    expect(readInputs(new URLSearchParams(query))).toEqual(inputs);
  });

  it('leaves the policy to the binding where a link names only that', () => {
    const link = 'image=0123456789abcdef&config-repo=production&binding=a.yaml%230%2Fimage';
    const inputs = readInputs(new URLSearchParams(link));
    expect(inputs?.image?.givesRule).toBe(true);
    expect(inputs && writeInputs(inputs).query).toBe(link);
  });

  it('leaves a list of tags behind that is too long for a link', () => {
    const { query, isWhole } = writeInputs({ ...example, tags: '1.0.0\n'.repeat(10_000) });
    expect(isWhole).toBe(false);
    expect(query.length).toBeLessThan(longestLink);
    expect(readInputs(new URLSearchParams(query))).toEqual({ ...example, tags: '' });
  });

  it('is not in a link that says nothing of it', () => {
    expect(readInputs(new URLSearchParams('theme=dark'))).toBeUndefined();
  });
});
