import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointerStep } from '../src/field-id.ts';
import { parseFieldId, printFieldId } from '../src/index.ts';

describe('printFieldId', () => {
  it('prints file, document and pointer', () => {
    expect(printFieldId({ file: 'a/b.yaml', document: 2, pointer: '/spec/0/image' })).toBe(
      'a/b.yaml#2/spec/0/image',
    );
  });

  it('encodes what would cut the id short, and nothing else', () => {
    const id = { file: 'a b/ü#1!%\u2028.yaml', document: 0, pointer: '/x y/a~1b', inner: '/!' };
    expect(printFieldId(id)).toBe('a%20b/ü%231%21%25%E2%80%A8.yaml#0/x%20y/a~1b!/%21');
  });

  it('is undone by parseFieldId', () => {
    const text = fc.string({ unit: 'grapheme' });
    const id = fc.record(
      { file: text.filter((file) => file !== ''), document: fc.nat(999_999), pointer: text, inner: text },
      { requiredKeys: ['file', 'document', 'pointer'] },
    );
    fc.assert(
      fc.property(id, (parts) => {
        const pointed = { ...parts, pointer: parts.pointer === '' ? '' : pointerStep(parts.pointer) };
        const printed = printFieldId(pointed);
        expect(printed).not.toMatch(/\s/u);
        expect(parseFieldId(printed)).toEqual(pointed);
      }),
    );
  });
});

describe('parseFieldId', () => {
  it.each(['', 'a.yaml', '#0/x', 'a.yaml#', 'a.yaml#x', 'a.yaml#0x', 'a.yaml#0/a#b', 'a%zz#0', 'a#0!b!c'])(
    'refuses %j',
    (text) => {
      expect(parseFieldId(text)).toBeUndefined();
    },
  );
});
