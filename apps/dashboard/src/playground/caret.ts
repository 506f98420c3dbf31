import type { Place } from './fault-place.ts';

/** A line of text and a line of carets that stand under a part of it. */
export interface Caret {
  readonly line: string;
  readonly marks: string;
}

const most = 100;
const context = 30;

/** Puts carets under a place; of a long text only what stands around it is shown. */
export function caretUnder(text: string, { start, end }: Place): Caret {
  const first = text.length <= most ? 0 : Math.max(0, Math.min(start - context, text.length - most));
  const last = Math.min(text.length, first + most);
  const before = first > 0 ? '…' : '';
  const line = `${before}${text.slice(first, last)}${last < text.length ? '…' : ''}`;
  const width = Math.max(1, Math.min(end, last) - start);
  // A tab takes as many columns above as below where it stands there too.
  const indent = `${before === '' ? '' : ' '}${text.slice(first, start).replace(/[^\t]/g, ' ')}`;
  return { line, marks: `${indent}${'^'.repeat(width)}` };
}
