import type { SlotRole } from '../facts.ts';
import { isInFlowMapping } from '../open/marked-scalars.ts';
import type { LocatedField } from '../read-document.ts';
import type { SourceFile } from '../source/source-file.ts';
import { decodeUtf8 } from '../tree/scalar-text.ts';
import type { Comment } from '../tree/tokenize.ts';
import { type MarkedLine, markedLine } from './marked-line.ts';
import { commentMarks } from './note-marks.ts';

/** A comment that a dialect reads. */
export interface FoundComment {
  readonly key: string;
  readonly value: string;
  readonly offset: number;
}

/** What a comment is about: the one field whose value ends on its line, and which of its scalars that is. */
export interface CommentTarget {
  readonly on: LocatedField;
  /** Missing where several scalars of the field end on the line. */
  readonly role?: SlotRole;
}

/** The comments of a document that dialects read. */
export function findComments(comments: readonly Comment[]): readonly FoundComment[] {
  return comments.flatMap(({ offset, text }) => {
    for (const { key, read } of commentMarks) {
      const value = read(text);
      if (value !== undefined) return [{ key, value: decodeUtf8(value), offset }];
    }
    return [];
  });
}

/**
 * What each comment is about; undefined where no field is on its line, or more than one.
 *
 * @param open gives the open field on a line that no image field is on
 */
export function* commentTargets(
  comments: readonly FoundComment[],
  fields: readonly LocatedField[],
  { text, lines }: SourceFile,
  open: (comment: FoundComment, line: MarkedLine) => LocatedField | undefined,
): Generator<readonly [FoundComment, CommentTarget | undefined]> {
  const byLine = slotsByLine(fields, (offset) => lines.lineOf(offset));
  for (const comment of comments) {
    const marked = markedLine(text, lines, comment);
    const slots = byLine.get(marked.line);
    if (slots === undefined) {
      const on = open(comment, marked);
      const [slot] = on?.slots ?? [];
      yield [comment, on && slot && { on, role: slot.role }];
    } else {
      const counted = slots.filter(
        ({ at }) =>
          (!marked.isItem || typeof at.key === 'number') &&
          (comment.key === 'automator' || !isInFlowMapping(at)),
      );
      yield [comment, targetOf(counted)];
    }
  }
}

interface LineSlot {
  readonly on: LocatedField;
  readonly role: SlotRole;
  readonly at: LocatedField['slots'][number]['at'];
}

function slotsByLine(
  fields: readonly LocatedField[],
  lineOf: (offset: number) => number,
): ReadonlyMap<number, readonly LineSlot[]> {
  const byLine = new Map<number, LineSlot[]>();
  for (const on of fields) {
    on.slots.forEach(({ role, at }, index) => {
      const line = lineOf(on.field.slots[index]?.span.end ?? at.span.end);
      const known = byLine.get(line);
      if (known === undefined) byLine.set(line, [{ on, role, at }]);
      else known.push({ on, role, at });
    });
  }
  return byLine;
}

function targetOf([first, ...others]: readonly LineSlot[]): CommentTarget | undefined {
  if (first === undefined || others.some(({ on }) => on !== first.on)) return undefined;
  return others.length > 0 ? { on: first.on } : { on: first.on, role: first.role };
}
