import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { Span } from '../facts.ts';
import { pointerStep } from '../field-id.ts';
import { decodeUtf8, scalarText } from './scalar-text.ts';
import type { Survey } from './survey-tree.ts';

/** A node of a document together with the way that led to it. Aliases are not followed. */
export class Cursor {
  readonly node: Node;
  /** The whole file, one character a byte. */
  readonly text: string;
  readonly parent: Cursor | undefined;
  readonly key: string | number;
  /** The node of the key, in a mapping. */
  readonly keyNode: Node | undefined;
  /** The mapping has this key more than once. */
  readonly repeated: boolean;

  readonly #survey: CursorSurvey;
  #entries: ReadonlyMap<string, Entry> | undefined;
  #pointer: string | undefined;

  private constructor(node: Node, text: string, survey: CursorSurvey, step?: Step) {
    this.node = node;
    this.text = text;
    this.#survey = survey;
    this.parent = step?.parent;
    this.key = step?.key ?? '';
    this.keyNode = step?.keyNode;
    this.repeated = step?.repeated ?? false;
  }

  /** @param survey of the same tree; without it keys that are aliases are passed over */
  static root(node: Node, text: string, survey: CursorSurvey = nothingKnown): Cursor {
    return new Cursor(node, text, survey);
  }

  /** The value of a key; the last one where the key is repeated, as lenient loaders take it. */
  get(key: string): Cursor | undefined {
    const entry = this.#entry(key);
    if (entry === undefined || !isNode(entry.value)) return undefined;
    const keyNode = isNode(entry.key) ? entry.key : undefined;
    return this.#child(entry.value, { key, keyNode, repeated: entry.repeated });
  }

  #entry(key: string): Entry | undefined {
    if (!isMap(this.node)) return undefined;
    if (this.node.items.length > longMapping) {
      this.#entries ??= indexEntries(this.node);
      return this.#entries.get(key);
    }
    let found: Entry | undefined;
    for (const pair of this.node.items) {
      if (!isScalar(pair.key) || pair.key.source !== key) continue;
      found = { key: pair.key, value: pair.value, repeated: found !== undefined };
    }
    return found;
  }

  /** The value at the end of a path of keys. */
  at(path: readonly string[]): Cursor | undefined {
    return path.reduce<Cursor | undefined>((cursor, key) => cursor?.get(key), this);
  }

  /** The entries of a mapping whose keys are scalars, or the items of a sequence, in their order. */
  children(): Cursor[] {
    return this.#children(() => true);
  }

  /** The children that can hold more than one short text: collections, aliases, and scalars over several lines. */
  branches(): Cursor[] {
    return this.#children(isBranch);
  }

  #children(wanted: (node: Node) => boolean): Cursor[] {
    if (isSeq(this.node)) {
      return this.node.items.flatMap((item, key) =>
        isNode(item) && wanted(item) ? [this.#child(item, { key })] : [],
      );
    }
    if (!isMap(this.node)) return [];
    const found = this.node.items.flatMap(({ key: keyNode, value }) => {
      const key = isNode(value) && wanted(value) ? this.#keyText(keyNode) : undefined;
      return key !== undefined && isNode(keyNode) && isNode(value)
        ? [this.#child(value, { key, keyNode })]
        : [];
    });
    if (!this.#survey.repeatedIn.has(this.node)) return found;
    // Of equal keys the last counts, as it does for lenient loaders.
    return [...new Set(found.map(({ key }) => String(key)))].flatMap((key) => {
      const last = this.get(key);
      return last !== undefined && wanted(last.node) ? [last] : [];
    });
  }

  #child(node: Node, step: Omit<Step, 'parent'>): Cursor {
    return new Cursor(node, this.text, this.#survey, { parent: this, ...step });
  }

  /** A key that is an alias is known by what it stands for: `*app : …`. */
  #keyText(key: unknown): string | undefined {
    const node = isAlias(key) ? this.#survey.targets.get(key) : key;
    return isScalar(node) ? scalarText(node, this.text) : undefined;
  }

  /** The text of a scalar as YAML reads it; undefined for anything else. */
  get scalar(): string | undefined {
    return isScalar(this.node) ? scalarText(this.node, this.text) : undefined;
  }

  /** The scalar's text where YAML reads it as a string. */
  get string(): string | undefined {
    return isScalar(this.node) && typeof this.node.value === 'string' ? this.scalar : undefined;
  }

  /** The source text of the node, without anchor and tag. */
  get source(): string {
    const { start, end } = this.span;
    return decodeUtf8(this.text.slice(start, end));
  }

  get span(): Span {
    return nodeSpan(this.node);
  }

  /** RFC 6901 JSON pointer from the document's root. */
  get pointer(): string {
    this.#pointer ??= this.parent === undefined ? '' : this.parent.pointer + pointerStep(this.key);
    return this.#pointer;
  }

  /** Inside `[]` or `{}`, where more characters end a plain scalar. */
  get inFlow(): boolean {
    return this.someAbove(({ node }) => (isMap(node) || isSeq(node)) && node.flow === true);
  }

  /** An empty value, `null` or `~`. */
  get isNull(): boolean {
    return isScalar(this.node) && this.node.value === null;
  }

  get isAlias(): boolean {
    return isAlias(this.node);
  }

  /** What an alias stands for, in this place; any other node is its own. */
  follow(targets: ReadonlyMap<Alias, Node>): Cursor {
    const target = isAlias(this.node) ? targets.get(this.node) : undefined;
    if (target === undefined) return this;
    const { parent, key, keyNode } = this;
    return new Cursor(target, this.text, this.#survey, { parent, key, keyNode });
  }

  /** Whether it holds for this node or for one that contains it. */
  someAbove(holds: (cursor: Cursor) => boolean): boolean {
    return holds(this) || (this.parent?.someAbove(holds) ?? false);
  }
}

/** From so many entries on an index costs less than looking through them for each key. */
const longMapping = 50;

interface Entry {
  readonly key: unknown;
  readonly value: unknown;
  readonly repeated: boolean;
}

function indexEntries(mapping: YAMLMap): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const { key, value } of mapping.items) {
    if (!isScalar(key) || key.source === undefined) continue;
    entries.set(key.source, { key, value, repeated: entries.has(key.source) });
  }
  return entries;
}

function isBranch(node: Node): boolean {
  return !isScalar(node) || (typeof node.value === 'string' && node.value.includes('\n'));
}

/** What a cursor has to know of the whole tree. */
export type CursorSurvey = Pick<Survey, 'targets' | 'repeatedIn'>;

const nothingKnown: CursorSurvey = { targets: new Map(), repeatedIn: new Set() };

interface Step {
  readonly parent: Cursor | undefined;
  readonly key: string | number;
  readonly keyNode?: Node | undefined;
  readonly repeated?: boolean;
}

/** Where a node's own text stands. */
export function nodeSpan(node: Node): Span {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}
