import { describe, expect, it } from 'vitest';
import { isMap, isScalar, type Node } from 'yaml';
import { nodeSpan } from '../../src/tree/cursor.ts';
import { parseDocument } from '../../src/tree/parse-document.ts';

describe('parseDocument', () => {
  it('gives ranges and comments in offsets of the whole file', () => {
    const before = 'x: "ignored\n---\n';
    const text = `${before}a: # one\n  {c: d} # two\nt: "# three"\nu: |\n  # four\n`;
    const tree = parseDocument(text, { index: 1, start: before.length, end: text.length });
    if ('code' in tree || !isMap<Node, Node>(tree.root)) throw new Error('not parsed');
    expect(tree.comments).toEqual([
      { offset: text.indexOf('# one'), text: '# one' },
      { offset: text.indexOf('# two'), text: '# two' },
    ]);
    const { start, end } = nodeSpan(tree.root.items[0]?.value ?? tree.root);
    expect(text.slice(start, end)).toBe('{c: d}');
  });

  it('has an empty scalar as the root of an empty document', () => {
    const text = '--- # nothing\n';
    const tree = parseDocument(text, { index: 0, start: 0, end: text.length });
    expect('code' in tree ? tree.code : isScalar(tree.root) && tree.root.value).toBe(null);
  });

  it('places a fault in the whole file', () => {
    const text = 'a: 1\n---\nb: "x\n';
    const tree = parseDocument(text, { index: 1, start: 5, end: text.length });
    expect('code' in tree && [tree.code, tree.offset >= 13]).toEqual(['syntax', true]);
  });
});
