import { isMap, isScalar, isSeq } from 'yaml';
import type { LocatedField } from '../read-document.ts';
import type { Cursor } from '../tree/cursor.ts';
import type { Comment } from '../tree/tokenize.ts';
import type { CommentEdit, EditRefusal } from './patch.ts';
import type { PlannedEdit } from './planned-edit.ts';
import { refuseEdit } from './refuse-edit.ts';
import type { Splice } from './splice.ts';

/** What has to be known of a document before a comment in it is changed. */
export interface CommentedLines {
  readonly text: string;
  /** By the end of their lines. */
  readonly comments: ReadonlyMap<number, Comment>;
  /** The ids of the fields with a value that ends on a line, by the line's end. */
  readonly fields: ReadonlyMap<number, ReadonlySet<string>>;
  /** What stands between a value and a comment behind it. */
  readonly gap: string;
}

/** Look over a document's lines once, for all edits of its comments. */
export function commentedLines(
  text: string,
  comments: readonly Comment[],
  located: readonly LocatedField[],
): CommentedLines {
  const fields = new Map<number, Set<string>>();
  for (const { field, slots } of located) {
    for (const { at } of slots) {
      const eol = lineEnd(text, at.span.end);
      fields.set(eol, (fields.get(eol) ?? new Set()).add(field.id));
    }
  }
  const byLine = new Map(comments.map((comment) => [lineEnd(text, comment.offset), comment]));
  return { text, comments: byLine, fields, gap: usualGap(text, comments) };
}

/** Plan what becomes of the comment on the line on which a field's value ends; undefined where it is so already. */
export function planComment(
  located: LocatedField,
  edit: CommentEdit,
  lines: CommentedLines,
): PlannedEdit | EditRefusal | undefined {
  const { field, slots } = located;
  const { text, comments, gap } = lines;
  const at = slots.find((slot) =>
    edit.role === undefined ? slot.at.pointer === field.place.pointer : slot.role === edit.role,
  )?.at;
  const refusal = refusalOf(located, at, edit, lines);
  if (refusal !== undefined || at === undefined) return refusal;
  const { end } = at.span;
  const eol = lineEnd(text, end);
  const onLine = comments.get(eol);
  const present = onLine !== undefined && onLine.offset >= end ? onLine : undefined;
  const now = present === undefined ? '' : present.text.replace(/^#[ \t]?/, '').trimEnd();
  const wanted = edit.comment ?? '';
  if (now === wanted) return undefined;
  const added =
    edit.comment === null ? [] : [{ offset: present?.offset ?? eol, text: latin1(`# ${wanted}`) }];
  return {
    edit,
    change: { field: field.id, from: Buffer.from(now, 'latin1').toString(), to: wanted },
    splices: [spliceOf(text, { end, eol, present, wanted: edit.comment, gap })],
    intended: {},
    comments: { removed: present === undefined ? [] : [present], added },
  };
}

function refusalOf(
  { field, open }: LocatedField,
  at: Cursor | undefined,
  edit: CommentEdit,
  { text, fields }: CommentedLines,
): EditRefusal | undefined {
  if (
    edit.comment !== null &&
    !/^[^\s\p{Cc}\p{Zl}\p{Zp}](?:[^\p{Cc}\p{Zl}\p{Zp}]*[^\s\p{Cc}])?$/u.test(edit.comment)
  ) {
    return refuseEdit(edit, 'invalid-comment', 'A comment is one line of text, without spaces around it.');
  }
  if (field.refusal?.code === 'sealed') return refuseEdit(edit, 'sealed', field.refusal.reason);
  if (at === undefined || field.place.inner !== undefined || /\.json$/i.test(field.place.file)) {
    return refuseEdit(edit, 'no-comments', 'No comment can stand on the line of this value.');
  }
  if (isScalar(at.node) && (at.node.type === 'BLOCK_LITERAL' || at.node.type === 'BLOCK_FOLDED')) {
    const reason = 'The value is a block scalar (| or >), which holds no comment. Write it on one line.';
    return refuseEdit(edit, 'block-scalar', reason);
  }
  const onLine = fields.get(lineEnd(text, at.span.end));
  const shared = (onLine !== undefined && onLine.size > 1) || (open !== undefined && hasNeighbours(at));
  if (!shared) return undefined;
  return refuseEdit(
    edit,
    'shared-line',
    'Another value ends on the same line. Write each on a line of its own.',
  );
}

/** Whether others stand in the same brackets: which of them a comment behind these is about, nobody can tell. */
function hasNeighbours(at: Cursor): boolean {
  return at.someAbove(
    ({ node }) => (isMap(node) || isSeq(node)) && node.flow === true && node.items.length > 1,
  );
}

interface CommentLine {
  /** Where the value ends, and where its line does. */
  readonly end: number;
  readonly eol: number;
  readonly present: Comment | undefined;
  readonly wanted: string | null;
  readonly gap: string;
}

function spliceOf(text: string, { end, eol, present, wanted, gap }: CommentLine): Splice {
  if (wanted === null) {
    const from = present?.offset ?? eol;
    const kept = text.slice(end, from).trimEnd().length;
    return { start: end + kept, end: eol, bytes: Buffer.alloc(0) };
  }
  if (present !== undefined) return { start: present.offset, end: eol, bytes: Buffer.from(`# ${wanted}`) };
  const spaced = /[ \t]/.test(text.charAt(eol - 1));
  return { start: eol, end: eol, bytes: Buffer.from(`${spaced ? '' : gap}# ${wanted}`) };
}

/** One space before a comment, or two where most comments behind a value in this document have two. */
function usualGap(text: string, comments: readonly Comment[]): string {
  let one = 0;
  let two = 0;
  for (const { offset } of comments) {
    const before = /[^ \t\n]( {1,2})$/.exec(text.slice(Math.max(0, offset - 3), offset))?.[1];
    if (before === ' ') one += 1;
    if (before === '  ') two += 1;
  }
  return two > one ? '  ' : ' ';
}

/** The end of the line's text: before its `\n` or `\r\n`. */
function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  const end = newline === -1 ? text.length : newline;
  return end > at && text.charAt(end - 1) === '\r' ? end - 1 : end;
}

function latin1(text: string): string {
  return Buffer.from(text).toString('latin1');
}
