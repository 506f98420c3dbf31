import type { ImageField } from '../facts.ts';
import type { LineIndex } from '../source/line-index.ts';
import { decodeUtf8 } from '../tree/scalar-text.ts';
import type { Comment } from '../tree/tokenize.ts';
import { commentMarks } from './note-marks.ts';

/** A comment that a dialect reads. */
export interface FoundComment {
  readonly key: string;
  readonly value: string;
  readonly offset: number;
  /** The one image field whose value ends on the comment's line; missing where there is none, or more than one. */
  readonly on?: ImageField;
}

/** The notes among a document's comments. */
export function commentNotes(
  comments: readonly Comment[],
  fields: readonly ImageField[],
  lines: LineIndex,
): readonly FoundComment[] {
  const marked = comments.flatMap(({ offset, text }) => {
    for (const { key, read } of commentMarks) {
      const value = read(text);
      if (value !== undefined) return [{ key, value: decodeUtf8(value), offset }];
    }
    return [];
  });
  if (marked.length === 0) return [];
  const byLine = fieldByLine(fields, lines);
  return marked.map((comment) => {
    const on = byLine.get(lines.lineOf(comment.offset));
    return on === undefined ? comment : { ...comment, on };
  });
}

/** The field whose values end on a line; undefined where they are several. */
function fieldByLine(
  fields: readonly ImageField[],
  lines: LineIndex,
): ReadonlyMap<number, ImageField | undefined> {
  const byLine = new Map<number, ImageField | undefined>();
  for (const field of fields) {
    for (const { span } of field.slots) {
      const line = lines.lineOf(span.end);
      byLine.set(line, byLine.has(line) && byLine.get(line) !== field ? undefined : field);
    }
  }
  return byLine;
}
