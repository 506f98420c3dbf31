import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex } from '../../src/source/line-index.ts';

const at = (text: string, found: string): { line: number; column: number } => {
  const bytes = Buffer.from(text);
  return new LineIndex(bytes.toString('latin1')).position(bytes.indexOf(found));
};

describe('LineIndex', () => {
  const tables: readonly (readonly [string, string, number, number])[] = [
    ['the first character', 'x', 1, 1],
    ['the first character after a byte order mark', '\ufeffx', 1, 1],
    ['a later line', 'a\n\nbx', 3, 2],
    ['a line after a carriage return', 'a\r\nx', 2, 1],
    ['a column behind wide characters', 'üé€😀x', 1, 5],
    ['a column far behind', `\n${'ü'.repeat(5000)}x`, 2, 5001],
  ];
  it.each(tables)('finds %s', (_, text, line, column) => {
    expect(at(text, 'x')).toEqual({ line, column });
  });

  it('counts as a character by character walk does', () => {
    const text = fc.array(fc.constantFrom('a', 'ü', '€', '😀', '\n', '\r\n'), { maxLength: 3000 });
    fc.assert(
      fc.property(text, (characters) => {
        const before = characters.join('');
        const lines = before.split('\n');
        const expected = { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 };
        expect(at(`${before}X`, 'X')).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});
