import { isMap, isPair, type Node } from 'yaml';
import type { Cursor } from '../../tree/cursor.ts';
import type { Comment } from '../../tree/tokenize.ts';
import type { Splice } from '../splice.ts';
import { type Member, memberSpan, membersOf } from './entry-span.ts';
import { lineStart } from './neighbours.ts';

/** What the removal of one member does to the text. */
export interface Removal {
  /** In the order of the text. */
  readonly splices: readonly Splice[];
  /** Comments on the removed lines, which belong to the member. */
  readonly comments: readonly Comment[];
}

/** Remove one member of a collection, with its lines in block style. What is left empty becomes `{}` or `[]`. */
export function removeMember(collection: Cursor, member: Member, comments: readonly Comment[]): Removal {
  const { node, text } = collection;
  const members = membersOf(node);
  if (collection.inFlow) return { splices: [flowCut(collection, members, member)], comments: [] };
  const { start, end } = blockStart(node, member, text);
  const from = lineStart(text, start);
  const lineAfter = afterLine(text, end);
  const own = comments.filter(({ offset }) => offset >= start && offset < lineAfter);
  if (members.length === 1) return { splices: emptied(collection, start, end, lineAfter), comments: own };
  if (/^[ \t]*$/.test(text.slice(from, start))) {
    const before = members[members.indexOf(member) - 1];
    // A block scalar before it needs the newline that ends it.
    const needsNewline = before !== undefined && memberSpan(before).end === from;
    const lines = needsNewline ? cut(from, lineAfter) : cut(...wholeLines(text, from, lineAfter));
    return { splices: [lines], comments: own };
  }
  // The first member stands behind the `-` or `?` of an outer one, where the next member takes its place.
  const next = lineAfter + (/^\s*/.exec(text.slice(lineAfter))?.[0].length ?? 0);
  return { splices: [cut(start, next)], comments: own };
}

/** The member's text, the `-` of an item included. */
function blockStart(
  node: Node,
  member: Member,
  text: string,
): { readonly start: number; readonly end: number } {
  const span = memberSpan(member);
  if (isMap(node)) return span;
  const dash = text.lastIndexOf('-', isPair(member) ? span.start : span.start - 1);
  return { start: dash, end: span.end };
}

/** An empty collection behind its key where it can stand there, else in the place of its last member. */
function emptied(collection: Cursor, start: number, end: number, lineAfter: number): readonly Splice[] {
  const { node, text, keyNode } = collection;
  const brackets = isMap(node) ? '{}' : '[]';
  const keyEnd = keyNode?.range?.[1];
  const between =
    keyEnd === undefined
      ? undefined
      : /^([ \t]*:)([ \t]*(?:#[^\n]*)?\r?\n)((?:[ \t]*(?:#[^\n]*)?\r?\n)*)[ \t]*$/.exec(
          text.slice(keyEnd, start),
        );
  if (keyEnd === undefined || between === null || between === undefined) {
    const ownEnd = start + text.slice(start, end).trimEnd().length; // A block scalar's span holds its newline.
    return [{ start, end: ownEnd, bytes: Buffer.from(brackets) }];
  }
  const at = keyEnd + (between[1]?.length ?? 0);
  return [
    { start: at, end: at, bytes: Buffer.from(` ${brackets}`) },
    cut(...wholeLines(text, lineStart(text, start), lineAfter)),
  ];
}

/** A member of a flow collection with one of the commas beside it. */
function flowCut({ span, text }: Cursor, members: readonly Member[], member: Member): Splice {
  const index = members.indexOf(member);
  const { start, end } = memberSpan(member);
  const before = members[index - 1];
  const after = members[index + 1];
  if (before !== undefined) return cut(memberSpan(before).end, end);
  if (after !== undefined) return cut(start, memberSpan(after).start);
  const inside = text.slice(span.start + 1, span.end - 1);
  return /^\s*$/.test(inside.replace(text.slice(start, end), '').replace(',', ''))
    ? cut(span.start + 1, span.end - 1)
    : cut(start, end);
}

/** Lines as they are cut out; the last line of a file without a final newline goes with the newline before it. */
function wholeLines(text: string, from: number, to: number): readonly [number, number] {
  if (to < text.length || text.endsWith('\n') || from === 0) return [from, to];
  return [text.charAt(from - 2) === '\r' ? from - 2 : from - 1, to];
}

function afterLine(text: string, end: number): number {
  if (end > 0 && text.charAt(end - 1) === '\n') return end;
  const newline = text.indexOf('\n', end);
  return newline === -1 ? text.length : newline + 1;
}

function cut(start: number, end: number): Splice {
  return { start, end, bytes: Buffer.alloc(0) };
}
