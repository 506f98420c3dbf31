import type { Node } from 'yaml';
import type { Body, ImageField, Note, Place, Problem, ProblemCode, Resource } from './facts.ts';
import { printFieldId } from './field-id.ts';
import { type FieldContext, imageField } from './image-field.ts';
import { type InnerPlace, readInner } from './inner/read-inner.ts';
import { type DocumentKind, documentKind } from './kinds/document-kind.ts';
import type { Findings, FoundImage, FoundSlot } from './kinds/found-image.ts';
import { imageReaders } from './kinds/image-readers.ts';
import { resourceReader } from './kinds/resource.ts';
import { type FoundResource, resourcesIn } from './kinds/resources-in.ts';
import { commentTargets, type FoundComment, findComments } from './notes/comment-notes.ts';
import type { MarkedLine } from './notes/marked-line.ts';
import { metadataNotes } from './notes/metadata-notes.ts';
import { keyedScalars } from './open/keyed-scalars.ts';
import { markedScalar, type ScalarsByLine, scalarsByLine } from './open/marked-scalars.ts';
import { openField } from './open/open-field.ts';
import type { OpenScalar } from './open/open-scalar.ts';
import { isReadable, isRulesFile } from './source/is-readable.ts';
import type { SourceFile } from './source/source-file.ts';
import type { Segment } from './source/split-documents.ts';
import { readMarkedLines, readMarkedText } from './text/read-marked-text.ts';
import { Cursor, nodeSpan } from './tree/cursor.ts';
import { parseDocument, type Tree } from './tree/parse-document.ts';
import { plainBody } from './tree/plain-data.ts';
import { type Survey, surveyTree } from './tree/survey-tree.ts';
import type { Comment } from './tree/tokenize.ts';
import type { TreeFault } from './tree/tree-fault.ts';

/** A field beside the nodes that it was made of, which editing needs. */
export interface LocatedField {
  readonly field: ImageField;
  readonly slots: readonly FoundSlot[];
  /** Where it stands in YAML that a string holds. */
  readonly inner?: InnerPlace;
  /** A marked line of a text file: what stands there is no scalar. */
  readonly marked?: true;
  /** Its image is named elsewhere: a comment marks it, or it is only known by its key. */
  readonly open?: 'marked' | 'keyed';
}

/** What is asked of a document besides its fields and notes. */
export interface Wanted {
  /** Kinds of resource whose bodies are given. */
  readonly kinds: readonly string[];
  /** Whether scalars count that only a resource elsewhere can point at. */
  readonly keyed: boolean;
}

/** Everything that one document says. */
export interface DocumentReading {
  readonly tree: Tree | TreeFault;
  readonly fields: readonly LocatedField[];
  readonly openFields: readonly LocatedField[];
  readonly notes: readonly Note[];
  readonly resources: readonly Resource[];
  readonly problems: readonly Problem[];
  /** Of our own rules file. */
  readonly body?: Body;
}

interface Owner {
  readonly at: Cursor;
  readonly kind: string;
  readonly id: string;
}

type ContextOf = (at: Cursor) => FieldContext;

const isTemplate = 'A template, which is no YAML before it is filled in: only its marked lines are read.';

const severalDocuments = 'Only the first document of this file is read. Put everything into one.';

/** Beyond these a file is broken as a whole, and a longer list helps nobody. */
const shownRepeatedKeys = 10;

/** Read one document. Nothing is thrown for bad input. */
export function readDocument(file: SourceFile, segment: Segment, wanted: Wanted): DocumentReading {
  if (!isReadable(file.path)) return readMarkedText(file);
  const tree = parseDocument(file.text, segment);
  const reading = new Reading(file, segment.index);
  if ('code' in tree) reading.readText(tree, segment);
  else if (tree.root !== undefined) reading.readTree(tree, tree.root, wanted);
  return { tree, ...reading.found, ...(reading.body === undefined ? {} : { body: reading.body }) };
}

class Reading {
  readonly found = {
    fields: [] as LocatedField[],
    openFields: [] as LocatedField[],
    notes: [] as Note[],
    resources: [] as Resource[],
    problems: [] as Problem[],
  };
  body: Body | undefined;
  readonly #file: SourceFile;
  readonly #document: number;
  readonly #taken = new Set<Node>();

  constructor(file: SourceFile, document: number) {
    this.#file = file;
    this.#document = document;
  }

  readTree(tree: Tree, node: Node, { kinds, keyed }: Wanted): void {
    const survey = surveyTree(node);
    const root = Cursor.root(node, this.#file.text, survey);
    for (const key of survey.repeatedKeys.slice(0, shownRepeatedKeys)) {
      const message = 'This key is written twice in one mapping. Remove one of them.';
      this.problem('duplicate-key', message, nodeSpan(key).start);
    }
    if (isRulesFile(this.#file.path)) this.#readRules(root, survey);
    const kind = documentKind(this.#file.path, root);
    if (kind !== 'resource') imageReaders[kind](root, this.#findings(this.#fieldContext(survey)));
    const owners: Owner[] = [];
    for (const resource of resourcesIn(root)) {
      const id = this.#id(resource.at.pointer);
      if (kind === 'resource') owners.push({ at: resource.at, kind: resource.kind, id });
      const before = this.found.fields.length;
      if (kind === 'resource') {
        const findings = this.#findings({ ...this.#fieldContext(survey), owner: id });
        resourceReader(resource.kind)(resource.at, findings);
      }
      const says = this.#readNotes(resource, id, survey) || this.found.fields.length > before;
      const wanted = kinds.includes(resource.kind);
      if (wanted || says) this.#list(resource, id, wanted ? survey : undefined);
    }
    const context = (at: Cursor): FieldContext => {
      const owner = owners.findLast((above) => at.someAbove(({ node }) => node === above.at.node));
      return { ...this.#fieldContext(survey), ...(owner === undefined ? {} : { owner: owner.id }) };
    };
    this.#readComments(tree.comments, root, context);
    if (keyed) this.#readKeyed(kind, root, owners, context);
  }

  /** What does not parse is read by its marked lines: most often it is a template. */
  readText({ code, message, offset }: TreeFault, segment: Segment): void {
    const text = this.#file.text.slice(segment.start, segment.end);
    if (code === 'syntax' && text.includes('{{')) this.problem('template', isTemplate, offset);
    else this.problem(code, message, offset);
    if (code !== 'syntax') return;
    const { fields, notes } = readMarkedLines(this.#file, segment);
    this.found.fields.push(...fields);
    this.found.notes.push(...notes);
  }

  problem(code: ProblemCode, message: string, offset: number): void {
    this.found.problems.push({
      code,
      message,
      ...this.#file.lines.position(offset),
      document: this.#document,
    });
  }

  #findings(context: FieldContext): Findings {
    return {
      image: (found: FoundImage) => {
        // A scalar belongs to one field: what was found first was looked for where it must be.
        if (found.slots.some(({ at }) => this.#taken.has(at.node))) return;
        for (const { at } of found.slots) this.#taken.add(at.node);
        this.found.fields.push({ field: imageField(found, context), slots: found.slots });
      },
      notFollowed: (behind: Cursor) => {
        const message =
          'Images may stand behind this alias or merge key, which is not followed. Write them out.';
        this.problem('not-followed', message, behind.span.start);
      },
      inner: (at) => this.found.fields.push(...readInner(at, context)),
      text: (at) => context.follow(at).scalar,
    };
  }

  #readNotes({ at }: FoundResource, id: string, survey: Survey): boolean {
    const before = this.found.notes.length;
    for (const { at: entry, ...note } of metadataNotes(at, (alias) => alias.follow(survey.targets))) {
      const start = nodeSpan(entry.keyNode ?? entry.node).start;
      this.found.notes.push({ ...note, place: this.#place(entry.pointer, start), on: id });
    }
    return this.found.notes.length > before;
  }

  #list({ at, ...resource }: FoundResource, id: string, survey: Survey | undefined): void {
    const { start } = at.span;
    const body = survey && this.#readBody(at, survey);
    const place = this.#place(at.pointer, start);
    this.found.resources.push({ id, ...resource, place, ...(body === undefined ? {} : { body }) });
  }

  #readBody(at: Cursor, survey: Survey): Body | undefined {
    const { text, lines } = this.#file;
    const body = plainBody(at.node, text, survey.targets, (offset) => lines.lineOf(offset));
    if (body === undefined) {
      const message = 'The object is too large to be read whole, aliases expanded.';
      this.problem('body-too-large', message, at.span.start);
    }
    return body;
  }

  #readRules(root: Cursor, survey: Survey): void {
    if (this.#document === 0) this.body = this.#readBody(root, survey);
    else if (!root.isNull) this.problem('several-documents', severalDocuments, root.span.start);
  }

  #readComments(comments: readonly Comment[], root: Cursor, context: ContextOf): void {
    const inPlace = this.found.fields.filter(({ inner }) => inner?.inPlace !== false);
    const inner = new Set(inPlace.flatMap((located) => located.inner?.comments ?? []));
    const found = findComments([...comments, ...inner]);
    if (found.length === 0) return;
    let scalars: ScalarsByLine | undefined;
    const open = (comment: FoundComment, { line, isItem }: MarkedLine): LocatedField | undefined => {
      scalars ??= scalarsByLine(root, (offset) => this.#file.lines.lineOf(offset));
      const [at, another] = scalars.get(line) ?? [];
      if (at === undefined || another !== undefined || (isItem && typeof at.key !== 'number'))
        return undefined;
      const scalar = markedScalar(at, comment);
      const known = this.found.openFields.find(({ slots: [slot] }) => slot?.at.node === at.node);
      return scalar && (known ?? this.#addOpen(scalar, 'marked', context));
    };
    for (const [{ key, value, offset }, target] of commentTargets(found, inPlace, this.#file, open)) {
      const { on, role } = target ?? {};
      const place = this.#place(on?.field.place.pointer ?? '', offset, on?.field.place.inner);
      this.found.notes.push({
        source: 'comment',
        key,
        value,
        place,
        ...(on === undefined ? {} : { on: on.field.id }),
        ...(role === undefined ? {} : { role }),
      });
    }
  }

  #readKeyed(kind: DocumentKind, root: Cursor, owners: readonly Owner[], context: ContextOf): void {
    for (const scalar of keyedScalars(this.#file.path, kind, root, owners)) {
      if (!this.#taken.has(scalar.at.node)) this.#addOpen(scalar, 'keyed', context);
    }
  }

  #addOpen(scalar: OpenScalar, open: 'marked' | 'keyed', context: ContextOf): LocatedField {
    const { at, role } = scalar;
    this.#taken.add(at.node);
    const located: LocatedField = { field: openField(scalar, context(at)), slots: [{ role, at }], open };
    this.found.openFields.push(located);
    return located;
  }

  #fieldContext({ targets, aliased }: Survey): FieldContext {
    return {
      ...(this.#file.sealed ? { refusal: 'sealed' as const } : {}),
      follow: (at) => at.follow(targets),
      isAliased: (at) => aliased.has(at.node),
      place: (at, inner, offset = at.span.start) => this.#place(at.pointer, offset, inner),
      span: (at) => at.span,
      id: (at, inner) => this.#id(at.pointer, inner),
    };
  }

  #place(pointer: string, offset: number, inner?: string): Place {
    const { path, lines } = this.#file;
    const within = inner === undefined ? {} : { inner };
    return { file: path, document: this.#document, pointer, ...within, ...lines.position(offset) };
  }

  #id(pointer: string, inner?: string): string {
    const within = inner === undefined ? {} : { inner };
    return printFieldId({ file: this.#file.path, document: this.#document, pointer, ...within });
  }
}
