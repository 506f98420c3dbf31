import { describe, expect, it } from 'vitest';
import { changedParts } from '../../src/change-sets/changed-part.ts';
import type { DiffLine } from '../../src/change-sets/parse-diff.ts';

function linesOf(...texts: string[]): DiffLine[] {
  return texts.map((text) => {
    const sign = text.charAt(0);
    if (sign !== '+' && sign !== '-' && sign !== ' ') throw new Error(`no sign: ${text}`);
    return { sign, text: text.slice(1) };
  });
}

function marked(...texts: string[]): (string | undefined)[] {
  const lines = linesOf(...texts);
  return changedParts(lines).map((part, index) => part && lines[index]?.text.slice(part.start, part.end));
}

describe('changedParts', () => {
  it.each([
    ['a tag', ['-image: web:1.4.1', '+image: web:1.4.2'], ['1', '2']],
    ['what was put in', ['-tag: 1', '+tag: 1 # note'], ['', ' # note']],
    ['a text that repeats', ['-aaa', '+aaaa'], ['', 'a']],
    ['two pairs', ['-a: 1', '-b: 1', '+a: 2', '+b: 3'], ['1', '1', '2', '3']],
    ['a line between', ['-a: 1', ' x', '+a: 2'], [undefined, undefined, undefined]],
    ['more added than removed', ['-a: 1', '+a: 2', '+b: 3'], [undefined, undefined, undefined]],
    ['nothing in common', ['-abc', '+xyz'], [undefined, undefined]],
  ])('marks %s', (_, lines, parts) => {
    expect(marked(...lines)).toEqual(parts);
  });
});
