import { isScalar, type Node } from 'yaml';
import { type Cursor, nodeSpan } from '../../tree/cursor.ts';
import type { NewEntry } from '../is-data.ts';
import type { Splice } from '../splice.ts';
import { memberSpan, membersOf } from './entry-span.ts';
import { columnOf, type EntryStyle, lineStart } from './neighbours.ts';
import { blockLines, flowEntry, flowText } from './write-entry.ts';

/** Put an entry behind the last one of a block or flow collection that has some. */
export function appendEntry(collection: Cursor, entry: NewEntry, style: EntryStyle): readonly Splice[] {
  const { node, text } = collection;
  const members = membersOf(node);
  const last = members.at(-1);
  const end = last === undefined ? collection.span.end : memberSpan(last).end;
  if (collection.inFlow) {
    const separator = flowSeparator(collection);
    return [insert(end, `${separator}${flowEntry(entry, style)}`)];
  }
  return [insertLines(text, end, blockLines(entry, columnOf(node, text), style))];
}

/** Make the first entries of what is empty: nothing at all, `null`, `{}` or `[]`. */
export function fillEmpty(empty: Cursor, entry: NewEntry, style: EntryStyle): readonly Splice[] {
  const { text, parent, keyNode, span } = empty;
  const lineEnd = endOfLine(text, span.end);
  const aloneOnItsLine = /^[ \t]*(?:#[^\n]*)?\r?$/.test(text.slice(span.end, lineEnd));
  if (parent !== undefined && keyNode !== undefined && aloneOnItsLine && !parent.inFlow) {
    const owner = columnOf(parent.node, text);
    const column = owner + (entry.key === undefined ? style.dash : style.step);
    const gap = /[ \t]*$/.exec(text.slice(nodeSpan(keyNode).end, span.start))?.[0].length ?? 0;
    const lines = insertLines(text, span.end, blockLines(entry, column, style));
    return span.end > span.start ? [remove(span.start - gap, span.end), lines] : [lines];
  }
  const written = entry.key === undefined ? [entry.data] : { [entry.key]: entry.data };
  const before = span.start === span.end && /\S/.test(text.charAt(span.start - 1)) ? ' ' : '';
  return [{ ...span, bytes: Buffer.from(before + flowText(written, style, true)) }];
}

/** Write the first entry of a document that says nothing yet. */
export function startDocument(text: string, entry: NewEntry, style: EntryStyle): readonly Splice[] {
  return [insertLines(text, text.length, blockLines(entry, 0, style))];
}

/** New lines behind the line on which a value ends, with the line end that this line has. */
function insertLines(text: string, end: number, lines: readonly string[]): Splice {
  const newline = end > 0 && text.charAt(end - 1) === '\n' ? end - 1 : text.indexOf('\n', end);
  const eol = lineEndNear(text, newline === -1 ? text.length : newline);
  if (newline !== -1) return insert(newline + 1, lines.map((line) => line + eol).join(''));
  const closed = text.length === 0 || lineStart(text, text.length) === text.length;
  if (closed) return insert(text.length, lines.map((line) => line + eol).join(''));
  return insert(text.length, lines.map((line) => eol + line).join(''));
}

/** The line end at a newline; at the end of the text that of the line before. */
function lineEndNear(text: string, newline: number): string {
  const at = newline < text.length ? newline : text.lastIndexOf('\n');
  return at > 0 && text.charAt(at - 1) === '\r' ? '\r\n' : '\n';
}

/** What stands between two members of a flow collection; of a single one, what stands before it. */
function flowSeparator({ node, text, span }: Cursor): string {
  const [previous, last] = membersOf(node).slice(-2);
  if (previous !== undefined && last !== undefined) {
    const between = text.slice(memberSpan(previous).end, memberSpan(last).start);
    if (/^\s*,\s*$/.test(between)) return between.trimStart();
  } else if (previous !== undefined) {
    const before = text.slice(span.start + 1, memberSpan(previous).start);
    if (/^\s*\n\s*$/.test(before)) return `,${before}`;
  }
  return ', ';
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline;
}

function insert(at: number, text: string): Splice {
  return { start: at, end: at, bytes: Buffer.from(text) };
}

function remove(start: number, end: number): Splice {
  return { start, end, bytes: Buffer.alloc(0) };
}

/** Whether a value is as good as nothing: absent, `null`, `~`, `{}` or `[]`. */
export function isEmptyValue(node: Node): boolean {
  if (isScalar(node)) return node.value === null && node.tag === undefined;
  return membersOf(node).length === 0 && 'items' in node;
}
