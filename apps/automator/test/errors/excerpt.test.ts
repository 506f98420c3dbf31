import { describe, expect, it } from 'vitest';
import { excerpt } from '../../src/errors/excerpt.ts';

describe('an excerpt', () => {
  it('has a caret under the place', () => {
    expect(excerpt('  writeBack: always', { line: 12, column: 14 })).toBe(
      '    12 |   writeBack: always\n       |              ^',
    );
  });

  it.each([
    ['a tab before the place', '\timage: x', 9, '1 | \timage: x\n  | \t       ^'],
    ['a place behind the end', 'a:', 9, '1 | a:\n  |   ^'],
    ['characters of two code units', '😀: x', 4, '1 | 😀: x\n  |    ^'],
    ['control characters, which a terminal obeys', 'a\u001B[2J: x', 1, '1 | a?[2J: x\n  | ^'],
  ])('keeps its caret with %s', (_name, line, column, shown) => {
    expect(excerpt(line, { line: 1, column }, '')).toBe(shown);
  });

  it('shows what is around the place of a long line', () => {
    const line = `${'a'.repeat(500)}HERE${'b'.repeat(500)}`;
    const [text = '', caret = ''] = excerpt(line, { line: 1, column: 501 }).split('\n');
    expect(text.length).toBeLessThan(120);
    expect(text.indexOf('HERE')).toBe(caret.indexOf('^'));
  });
});
