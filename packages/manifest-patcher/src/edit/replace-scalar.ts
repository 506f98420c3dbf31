import { isScalar } from 'yaml';
import type { Span } from '../facts.ts';
import { type Cursor, nodeSpan } from '../tree/cursor.ts';
import { scalarText } from '../tree/scalar-text.ts';
import type { Splice } from './splice.ts';
import { writeScalar } from './write-scalar.ts';

/** A scalar's new source text, and what it will be read as. */
export interface WrittenScalar {
  readonly splice: Splice;
  readonly value: string;
}

/**
 * Replace a scalar's text and keep its style, anchor and tag.
 *
 * In a block scalar of one line only that line is replaced: its header, indentation and line end stay, so what is read
 * ends as it did before.
 */
export function replaceScalar(at: Cursor, text: string): WrittenScalar {
  const style = isScalar(at.node) ? at.node.type : undefined;
  const line = blockLine(at);
  if (line !== undefined && /^[^\s\p{Cc}\p{Zl}\p{Zp}]+$/u.test(text)) {
    const end = /\n*$/.exec(scalarOf(at))?.[0] ?? '';
    return { splice: { ...line, bytes: Buffer.from(text) }, value: text + end };
  }
  return { splice: replaceSource(at, writeScalar(text, style, at.inFlow)), value: text };
}

/** A reference and its header are far shorter. */
const longestBlock = 2000;

/** Replace a scalar's source text, whatever its style. */
export function replaceSource(at: Cursor, source: string): Splice {
  return { ...textSpan(at), bytes: Buffer.from(spaced(at, source)) };
}

/** The one line of a block scalar's content; undefined where there are more or none, and for other scalars. */
export function blockLine({ node, text }: Cursor): Span | undefined {
  if (!isScalar(node) || (node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED')) return undefined;
  const { start, end } = nodeSpan(node);
  if (end - start > longestBlock) return undefined;
  const content = /^([|>][^\n]*\n[ ]*)([^\s][^\r\n]*)(?:\r?\n[ \t]*)*$/.exec(text.slice(start, end));
  if (content === null) return undefined;
  const [, head = '', body = ''] = content;
  return { start: start + head.length, end: start + head.length + body.length };
}

/** A block scalar's range goes on to the next line, where the replacement must not join in. */
function textSpan(at: Cursor): Span {
  const { start, end } = at.span;
  if (!at.text.slice(start, end).endsWith('\n')) return { start, end };
  return { start, end: start + at.text.slice(start, end).trimEnd().length };
}

function scalarOf({ node, text }: Cursor): string {
  return isScalar(node) ? scalarText(node, text) : '';
}

/** An empty value stands right behind its `:` or `-`, or right before a comment: both need a space between. */
function spaced({ node, text }: Cursor, source: string): string {
  const { start, end } = nodeSpan(node);
  if (start < end) return source;
  const before = start > 0 && /\S/.test(text.charAt(start - 1)) ? ' ' : '';
  const after = text.charAt(end) === '#' ? ' ' : '';
  return before + source + after;
}
