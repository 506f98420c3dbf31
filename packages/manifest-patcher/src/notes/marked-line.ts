import type { LineIndex } from '../source/line-index.ts';

/** The line that a comment marks. */
export interface MarkedLine {
  readonly line: number;
  /** Only an item of a sequence there is meant: the comment stands on the line above it. */
  readonly isItem: boolean;
}

/**
 * The line that a comment marks: its own; for a Flux marker that stands alone right above an item of a sequence, the
 * item's. Of several such comments in a row none is a marker: they are one comment.
 */
export function markedLine(
  text: string,
  lines: LineIndex,
  { key, offset }: { readonly key: string; readonly offset: number },
): MarkedLine {
  const line = lines.lineOf(offset);
  const start = text.lastIndexOf('\n', offset) + 1;
  const end = text.indexOf('\n', offset) + 1;
  if (key === 'automator' || end === 0 || text.slice(start, offset).trim() !== '') {
    return { line, isItem: false };
  }
  const before = text.slice(text.lastIndexOf('\n', start - 2) + 1, Math.max(start - 1, 0));
  const isAbove = !/^[ \t]*#/.test(before) && /^[ \t]*-[ \t]/.test(text.slice(end, end + itemIndent));
  return isAbove ? { line: line + 1, isItem: true } : { line, isItem: false };
}

/** No item is indented deeper. */
const itemIndent = 400;
