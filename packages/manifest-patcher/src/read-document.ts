import type { ImageField, Note, Place, Problem, ProblemCode, Resource } from './facts.ts';
import { printFieldId } from './field-id.ts';
import { type FieldContext, imageField } from './image-field.ts';
import type { FoundImage, FoundSlot } from './kinds/found-image.ts';
import { imageReader } from './kinds/image-readers.ts';
import { type FoundResource, resourcesIn } from './kinds/resources-in.ts';
import { commentNotes } from './notes/comment-notes.ts';
import { metadataNotes } from './notes/metadata-notes.ts';
import type { SourceFile } from './source/source-file.ts';
import type { Segment } from './source/split-documents.ts';
import { Cursor, nodeSpan } from './tree/cursor.ts';
import { parseDocument, type Tree } from './tree/parse-document.ts';
import { plainData } from './tree/plain-data.ts';
import { type Survey, surveyTree } from './tree/survey-tree.ts';
import type { TreeFault } from './tree/tree-fault.ts';

/** A field beside the nodes that it was made of, which editing needs. */
export interface LocatedField {
  readonly field: ImageField;
  readonly slots: readonly FoundSlot[];
}

/** Everything that one document says. */
export interface DocumentReading {
  readonly tree: Tree | TreeFault;
  readonly fields: readonly LocatedField[];
  readonly notes: readonly Note[];
  readonly resources: readonly Resource[];
  readonly problems: readonly Problem[];
}

/** Beyond these a file is broken as a whole, and a longer list helps nobody. */
const shownRepeatedKeys = 10;

/** Read one document. Nothing is thrown for bad input. */
export function readDocument(
  file: SourceFile,
  segment: Segment,
  wantedKinds: readonly string[],
): DocumentReading {
  const tree = parseDocument(file.text, segment);
  const reading = new Reading(file, segment.index);
  if ('code' in tree) reading.problem(tree.code, tree.message, tree.offset);
  else if (tree.root !== undefined) reading.readTree(tree, Cursor.root(tree.root, file.text), wantedKinds);
  return { tree, ...reading.found };
}

class Reading {
  readonly found = {
    fields: [] as LocatedField[],
    notes: [] as Note[],
    resources: [] as Resource[],
    problems: [] as Problem[],
  };
  readonly #file: SourceFile;
  readonly #document: number;

  constructor(file: SourceFile, document: number) {
    this.#file = file;
    this.#document = document;
  }

  readTree(tree: Tree, root: Cursor, wantedKinds: readonly string[]): void {
    const survey = surveyTree(root.node);
    for (const key of survey.repeatedKeys.slice(0, shownRepeatedKeys)) {
      const message = 'This key is written twice in one mapping. Remove one of them.';
      this.problem('duplicate-key', message, nodeSpan(key).start);
    }
    for (const resource of resourcesIn(root)) this.#readResource(resource, survey, wantedKinds);
    this.#readComments(tree);
  }

  problem(code: ProblemCode, message: string, offset: number): void {
    this.found.problems.push({
      code,
      message,
      ...this.#file.lines.position(offset),
      document: this.#document,
    });
  }

  #readResource(resource: FoundResource, survey: Survey, wantedKinds: readonly string[]): void {
    const { at, kind } = resource;
    const id = this.#id(at.pointer);
    const context = this.#fieldContext(survey);
    const before = this.found.fields.length + this.found.notes.length;
    imageReader(kind)?.(at, {
      image: (found: FoundImage) => {
        this.found.fields.push({ field: imageField(found, id, context), slots: found.slots });
      },
      notFollowed: (behind: Cursor) => {
        const message =
          'Images may stand behind this alias or merge key, which is not followed. Write them out.';
        this.problem('not-followed', message, behind.span.start);
      },
    });
    for (const { at: entry, ...note } of metadataNotes(at, context.follow)) {
      const start = nodeSpan(entry.keyNode ?? entry.node).start;
      this.found.notes.push({ ...note, place: this.#place(entry.pointer, start), on: id });
    }
    const wanted = wantedKinds.includes(kind);
    const after = this.found.fields.length + this.found.notes.length;
    if (wanted || after > before) this.#list(resource, id, wanted ? survey : undefined);
  }

  #list({ at, ...resource }: FoundResource, id: string, survey: Survey | undefined): void {
    const { start } = at.span;
    const body = survey && plainData(at.node, this.#file.text, survey.targets);
    if (survey !== undefined && body === undefined) {
      this.problem('body-too-large', 'The object is too large to be read whole, aliases expanded.', start);
    }
    const place = this.#place(at.pointer, start);
    this.found.resources.push({ id, ...resource, place, ...(body === undefined ? {} : { body }) });
  }

  #readComments({ comments }: Tree): void {
    const fields = this.found.fields.map(({ field }) => field);
    for (const { key, value, offset, on } of commentNotes(comments, fields, this.#file.lines)) {
      const place = this.#place(on?.place.pointer ?? '', offset);
      this.found.notes.push({
        source: 'comment',
        key,
        value,
        place,
        ...(on === undefined ? {} : { on: on.id }),
      });
    }
  }

  #fieldContext({ targets, aliased }: Survey): FieldContext {
    return {
      sealed: this.#file.sealed,
      follow: (at) => at.follow(targets),
      isAliased: (at) => aliased.has(at.node),
      place: (at) => this.#place(at.pointer, at.span.start),
      id: (at) => this.#id(at.pointer),
    };
  }

  #place(pointer: string, offset: number): Place {
    const { path, lines } = this.#file;
    return { file: path, document: this.#document, pointer, ...lines.position(offset) };
  }

  #id(pointer: string): string {
    return printFieldId({ file: this.#file.path, document: this.#document, pointer });
  }
}
