import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import type { Span } from '../facts.ts';
import { pointerStep } from '../field-id.ts';
import { decodeUtf8, scalarText } from './scalar-text.ts';

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

  private constructor(node: Node, text: string, step?: Step) {
    this.node = node;
    this.text = text;
    this.parent = step?.parent;
    this.key = step?.key ?? '';
    this.keyNode = step?.keyNode;
    this.repeated = step?.repeated ?? false;
  }

  static root(node: Node, text: string): Cursor {
    return new Cursor(node, text);
  }

  /** The value of a key; the last one where the key is repeated, as lenient loaders take it. */
  get(key: string): Cursor | undefined {
    if (!isMap(this.node)) return undefined;
    const pairs = this.node.items.filter((pair) => isScalar(pair.key) && pair.key.source === key);
    const pair = pairs.at(-1);
    if (pair === undefined || !isNode(pair.value)) return undefined;
    const keyNode = isNode(pair.key) ? pair.key : undefined;
    return new Cursor(pair.value, this.text, { parent: this, key, keyNode, repeated: pairs.length > 1 });
  }

  /** The value at the end of a path of keys. */
  at(path: readonly string[]): Cursor | undefined {
    return path.reduce<Cursor | undefined>((cursor, key) => cursor?.get(key), this);
  }

  /** The entries of a mapping whose keys are scalars, or the items of a sequence, in their order. */
  children(): Cursor[] {
    if (isSeq(this.node)) {
      return this.node.items.flatMap((item, key) =>
        isNode(item) ? [new Cursor(item, this.text, { parent: this, key })] : [],
      );
    }
    if (!isMap(this.node)) return [];
    return this.node.items.flatMap(({ key: keyNode, value }) =>
      isScalar(keyNode) && isNode(value)
        ? [new Cursor(value, this.text, { parent: this, key: scalarText(keyNode, this.text), keyNode })]
        : [],
    );
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
    return this.parent === undefined ? '' : this.parent.pointer + pointerStep(this.key);
  }

  /** Inside `[]` or `{}`, where more characters end a plain scalar. */
  get inFlow(): boolean {
    return this.someAbove(({ node }) => (isMap(node) || isSeq(node)) && node.flow === true);
  }

  get isAlias(): boolean {
    return isAlias(this.node);
  }

  /** What an alias stands for, in this place; any other node is its own. */
  follow(targets: ReadonlyMap<Alias, Node>): Cursor {
    const target = isAlias(this.node) ? targets.get(this.node) : undefined;
    if (target === undefined) return this;
    return new Cursor(target, this.text, { parent: this.parent, key: this.key, keyNode: this.keyNode });
  }

  /** Whether it holds for this node or for one that contains it. */
  someAbove(holds: (cursor: Cursor) => boolean): boolean {
    return holds(this) || (this.parent?.someAbove(holds) ?? false);
  }
}

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
