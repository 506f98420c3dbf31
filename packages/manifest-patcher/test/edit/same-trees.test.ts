import { describe, expect, it } from 'vitest';
import { isMap, type Node } from 'yaml';
import { sameTrees, type TextTree } from '../../src/edit/same-trees.ts';
import { parseDocument } from '../../src/tree/parse-document.ts';

function tree(text: string): TextTree {
  const parsed = parseDocument(text, { index: 0, start: 0, end: text.length });
  if ('code' in parsed) throw new Error(parsed.message);
  return { root: parsed.root, text };
}

const compare = (before: string, after: string): boolean => sameTrees(tree(before), tree(after), {});

describe('sameTrees', () => {
  const same: readonly (readonly [string, string])[] = [
    ['a: 1\nb: [x, "y"]\n', 'a:   1 # comment\n\nb: [x,  "y"]'],
    ['a: &x b\nc: *x\n', 'a: &x b\nc: *x\n'],
    ['a:\n', 'a: # nothing\n'],
    ['? a\n', '? a\n'],
    ['a: .nan\n', 'a: .nan\n'],
  ];
  it.each(same)('takes %j and %j for the same', (before, after) => {
    expect(compare(before, after)).toBe(true);
  });

  const different: readonly (readonly [string, string])[] = [
    ['a: 1', 'a: 2'],
    ['a: 1', 'a: 1.0'],
    ['a: 0755', 'a: 755'],
    ['a: x', 'a: "x"'],
    ['a: "x"', "a: 'x'"],
    ['a: x', 'b: x'],
    ['a: 1\nb: 2', 'b: 2\na: 1'],
    ['a: 1\nb: 2', 'a: 1'],
    ['[a]', '[a, b]'],
    ['[a]', '- a'],
    ['[a]', '{a: b}'],
    ['{a: b}', 'a: b'],
    ['a: []', 'a: {}'],
    ['a: x', 'a: &x x'],
    ['a: x', 'a: !!str x'],
    ['a: &x 1\nb: *x', 'a: &x 1\nb: x'],
    ['a: &x 1\nb: &y 1\nc: *x', 'a: &x 1\nb: &y 1\nc: *y'],
    ['? a\n', 'a:\n'],
    ['a: |\n  x\n', 'a: >\n  x\n'],
    ['a: b\n', ''],
  ];
  it.each(different)('tells %j from %j, both ways', (before, after) => {
    expect([compare(before, after), compare(after, before)]).toEqual([false, false]);
  });

  const intendedChange = (after: string, value: string): boolean => {
    const before = tree('a: x\nb: 1\n');
    const node = isMap<unknown, Node>(before.root) ? before.root.items[0]?.value : undefined;
    if (!node) throw new Error('not parsed');
    return sameTrees(before, tree(after), { values: new Map([[node, value]]) });
  };
  it('lets the intended value change, to that value only, and to a string only', () => {
    expect(intendedChange('a: y\nb: 1\n', 'y')).toBe(true);
    expect(intendedChange('a: "1"\nb: 1\n', '1')).toBe(true);
    expect(intendedChange('a: 1\nb: 1\n', '1')).toBe(false);
    expect(intendedChange('a: x\nb: 1\n', 'y')).toBe(false);
    expect(intendedChange('a: y\nb: 2\n', 'y')).toBe(false);
    expect(intendedChange('a: [y]\nb: 1\n', 'y')).toBe(false);
  });
});
