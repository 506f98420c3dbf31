import { isDigest, isTag, tryParseImageReference } from '@deployment-automator/image-reference';
import { Scalar } from 'yaml';
import type { Note, Place, Span } from '../facts.ts';
import { printFieldId } from '../field-id.ts';
import { type FieldContext, imageField } from '../image-field.ts';
import type { FoundSlot } from '../kinds/found-image.ts';
import { looksLikeTemplate } from '../kinds/looks-like-image.ts';
import type { DocumentReading, LocatedField } from '../read-document.ts';
import type { SourceFile } from '../source/source-file.ts';
import { type Segment, wholeText } from '../source/split-documents.ts';
import { Cursor } from '../tree/cursor.ts';
import { decodeUtf8 } from '../tree/scalar-text.ts';
import { type Mark, marksIn } from './marks.ts';
import { type Word, wordsIn } from './words.ts';

/** Read a file that is no YAML by its marked lines. */
export function readMarkedText(file: SourceFile): DocumentReading {
  const message = 'The file is not YAML: only its marked lines are read.';
  const tree = { code: 'syntax', message, offset: 0, cost: 0 } as const;
  return {
    tree,
    openFields: [],
    resources: [],
    problems: [],
    ...readMarkedLines(file, wholeText(file.text)),
  };
}

/** The images on marked lines, and what the marks say. */
export function readMarkedLines(
  file: SourceFile,
  segment: Segment,
): Pick<DocumentReading, 'fields' | 'notes'> {
  const fields: LocatedField[] = [];
  const notes: Note[] = [];
  let ordinal = 0;
  for (const mark of marksIn(file.text, segment)) {
    const inner = String(ordinal);
    const place = (offset: number): Place => {
      const at = file.lines.position(offset);
      return { file: file.path, document: segment.index, pointer: '', inner, ...at };
    };
    const id = printFieldId({ file: file.path, document: segment.index, pointer: '', inner });
    const slots = slotsOf(file.text, mark);
    if (slots !== undefined) {
      const field = imageField({ slots }, fieldContext(id, place, file.sealed));
      fields.push({ field, slots, marked: true });
    }
    const on = slots === undefined ? {} : { on: id };
    const value = decodeUtf8(mark.value);
    notes.push({ source: 'comment', key: 'automator', value, place: place(mark.start), ...on });
    ordinal += 1;
  }
  return { fields, notes };
}

function fieldContext(id: string, place: (offset: number) => Place, sealed: boolean): FieldContext {
  return {
    ...(sealed ? { refusal: 'sealed' as const } : {}),
    follow: (at) => at,
    isAliased: () => false,
    place: (at) => place(at.span.start),
    span: (at) => at.span,
    id: () => id,
  };
}

/** The one reference of the marked line, or its one tag where the mark names the image. */
function slotsOf(text: string, { line, image }: Mark): readonly FoundSlot[] | undefined {
  const words = wordsIn(text, line);
  if (image !== undefined) {
    const tag = lastTag(words);
    if (tag === undefined) return undefined;
    return [
      { role: 'repository', at: textCursor(text, image) },
      { role: 'tag', at: textCursor(text, tag) },
    ];
  }
  const [whole, another] = references(words);
  return whole === undefined || another !== undefined
    ? undefined
    : [{ role: 'reference', at: textCursor(text, whole) }];
}

function references(words: readonly Word[]): readonly Word[] {
  const parsed = words.map((word) => ({ word, image: tryParseImageReference(word.text) }));
  const versioned = parsed.filter(({ image }) => image?.tag !== undefined || image?.digest !== undefined);
  if (versioned.length > 0) return versioned.map(({ word }) => word);
  const named = parsed.filter(({ word, image }) => image !== undefined && word.text.includes('/'));
  if (named.length > 0) return named.map(({ word }) => word);
  return words.filter(({ quoted, text }) => quoted && looksLikeTemplate(text));
}

/** Values stand behind their names, and in quotes where the language has any. */
function lastTag(words: readonly Word[]): Word | undefined {
  const tags = words.filter(({ text }) => {
    const [tag = '', digest, more] = text.split('@');
    return isTag(tag) && (digest === undefined || isDigest(digest)) && more === undefined;
  });
  return tags.findLast(({ quoted }) => quoted) ?? tags.at(-1);
}

/** A piece of text as if it were a plain scalar. */
function textCursor(text: string, { start, end }: Span): Cursor {
  const scalar = new Scalar(text.slice(start, end));
  scalar.source = text.slice(start, end);
  scalar.type = 'PLAIN';
  scalar.range = [start, end, end];
  return Cursor.root(scalar, text);
}
