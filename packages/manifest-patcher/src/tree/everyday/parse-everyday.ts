import { isCollection, type Node, type Schema, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Tree } from '../parse-document.ts';
import { blockScalar } from './block-scalar.ts';
import { flowCollection } from './flow-collection.ts';
import { giveUp, NotEveryday } from './give-up.ts';
import { hash, Lines } from './lines.ts';
import { newMapping, newPair, newScalar, newSequence, type Stretch } from './nodes.ts';
import { beginsPlain, findPlainEnd, findQuotedEnd, plainScalar, quotedScalar } from './scalars.ts';

/** Below the gate of the real parser, which counts more than collections. */
const maxDepth = 60;
/** Longer documents are nothing that people write; the real parser bounds them. */
const maxNodes = 300_000;
/** Longer keys are an error (YAML 1.2.2, section 7.4). */
const maxKeyLength = 1000;

/**
 * Parse a document that is written as nearly all are: block mappings and sequences, scalars on one line, literal and
 * folded text, flow collections on one line.
 *
 * Gives exactly the tree that the real parser gives, twenty times as fast, or nothing: whatever is rare, wrong or could
 * be either is left to the real parser. So it knows no error.
 *
 * @param text one character a byte
 * @param base where the text stands in its file
 */
export function parseEveryday(text: string, base: number, schema: Schema): Tree | undefined {
  if (/\r(?!\n)/.test(text)) return undefined;
  const parser = new EverydayParser(new Lines(text, base), schema);
  try {
    return parser.parse();
  } catch (cause) {
    if (cause instanceof NotEveryday) return undefined;
    throw cause;
  }
}

class EverydayParser {
  readonly #lines: Lines;
  readonly #schema: Schema;
  #nodes = 0;

  constructor(lines: Lines, schema: Schema) {
    this.#lines = lines;
    this.#schema = schema;
  }

  parse(): Tree {
    const lines = this.#lines;
    lines.enter(0);
    if (lines.column === 0 && lines.text.startsWith('---', lines.at)) {
      lines.leave(lines.at + 3);
    }
    if (lines.column === -1) giveUp();
    const root = this.#node(lines.at, lines.column, -1, 0);
    if (!isBlock(root) || lines.column !== -1) giveUp();
    return { root, comments: lines.comments, cost: this.#nodes + lines.comments.length };
  }

  /**
   * A node that may be a block collection.
   *
   * @param column of its first character
   * @param parent the column of the collection that holds it
   */
  #node(at: number, column: number, parent: number, depth: number): Node {
    const lines = this.#lines;
    if (depth > maxDepth) giveUp();
    lines.at = at;
    lines.column = column;
    if (lines.isDash(at)) return this.#sequence(depth);
    return this.#keyEnd(at) === undefined ? this.#value(at, parent) : this.#mapping(depth);
  }

  #sequence(depth: number): Node {
    const lines = this.#lines;
    const { at: start, column } = lines;
    const sequence = newSequence();
    let end = lines.base + start;
    while (lines.column === column && lines.isDash(lines.at)) {
      const dash = lines.at;
      const at = lines.skipSpaces(dash + 1);
      const item = this.#startsLater(at)
        ? this.#later(at, column, false, depth)
        : this.#node(at, column + at - dash, column, depth + 1);
      sequence.items.push(item);
      end = item.range?.[2] ?? giveUp();
    }
    return this.#collection(sequence, { start, end, column });
  }

  #mapping(depth: number): Node {
    const lines = this.#lines;
    const { at: start, column } = lines;
    const mapping = newMapping();
    let end = lines.base + start;
    while (lines.column === column) {
      const keyStart = lines.at;
      const keyEnd = this.#keyEnd(keyStart) ?? giveUp();
      if (keyEnd - keyStart > maxKeyLength) giveUp();
      const key = this.#scalar({ start: keyStart, end: keyEnd });
      const at = lines.skipSpaces(keyEnd + 1);
      const value = this.#startsLater(at) ? this.#later(at, column, true, depth) : this.#value(at, column);
      mapping.items.push(newPair(key, value));
      end = value.range?.[2] ?? giveUp();
    }
    return this.#collection(mapping, { start, end, column });
  }

  /** Close a collection at a line that is not its own. */
  #collection(collection: YAMLMap | YAMLSeq, { start, end, column }: Stretch & { column: number }): Node {
    const lines = this.#lines;
    if (lines.column > column) giveUp();
    // The real parser counts such comments as part of this collection.
    if (lines.commentColumn >= Math.max(column, 1)) giveUp();
    this.#count();
    collection.range = [lines.base + start, end, end];
    return collection;
  }

  /** Where the key ends that begins there, at its colon; undefined where it is no key. */
  #keyEnd(at: number): number | undefined {
    const lines = this.#lines;
    const first = lines.text.charAt(at);
    const quoted = first === '"' || first === "'";
    if (!quoted && !beginsPlain(lines, at)) return undefined;
    const end = quoted ? findQuotedEnd(lines, at) : findPlainEnd(lines, at);
    return lines.text.charAt(end) === ':' && lines.isBlank(end + 1) ? end : undefined;
  }

  /** Whether the line says nothing more behind a `-` or `:`. */
  #startsLater(at: number): boolean {
    return this.#lines.isEnd(at) || this.#lines.text.charCodeAt(at) === hash;
  }

  /**
   * A node on a later line than its `-` or `:`, or none.
   *
   * @param at where an empty node would be
   * @param inMapping the value of a key, where a sequence need not be indented
   */
  #later(at: number, parent: number, inMapping: boolean, depth: number): Node {
    const lines = this.#lines;
    const comments = lines.comments.length;
    lines.leave(at);
    const commented = lines.comments.length > comments;
    if (lines.column > parent || (inMapping && lines.column === parent && lines.isDash(lines.at))) {
      const node = this.#node(lines.at, lines.column, parent, depth + 1);
      // Behind a comment the real parser takes the lines below a scalar for more of its text.
      if (commented && !isBlock(node)) giveUp();
      return node;
    }
    if (commented) giveUp(); // The real parser counts some of them as the node's own.
    this.#count();
    return plainScalar(lines, { start: at, end: at }, this.#schema);
  }

  /** A value that is no block collection, to the end of its line or of its text. */
  #value(at: number, parent: number): Node {
    const lines = this.#lines;
    const first = lines.text.charAt(at);
    if (first === '|' || first === '>') {
      const node = blockScalar(lines, at, parent);
      this.#count();
      lines.enter((node.range?.[1] ?? giveUp()) - lines.base);
      return node;
    }
    if (first === '[' || first === '{') {
      const { node, end } = flowCollection(lines, at, this.#schema);
      this.#count((end - at) / 2);
      return this.#left(node, end);
    }
    if (first === '"' || first === "'") {
      const end = findQuotedEnd(lines, at);
      return this.#left(this.#scalar({ start: at, end }), end);
    }
    if (!beginsPlain(lines, at)) giveUp();
    return this.#plain(at, parent);
  }

  #plain(start: number, parent: number): Node {
    const lines = this.#lines;
    const end = findPlainEnd(lines, start);
    const comments = lines.comments.length;
    const node = this.#scalar({ start, end });
    this.#left(node, end);
    if (lines.column <= parent) return node;
    if (lines.comments.length > comments) giveUp();
    return this.#folded(start, end, parent);
  }

  /** Plain text over several lines. */
  #folded(start: number, firstEnd: number, parent: number): Node {
    const lines = this.#lines;
    let end = firstEnd;
    let next = lines.at;
    let source = lines.text.slice(start, end);
    while (lines.column > parent) {
      const comments = lines.comments.length;
      const { at } = lines;
      const breaks = lines.text.slice(end, at).split('\n').length - 1;
      source += breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
      end = findPlainEnd(lines, at);
      source += lines.text.slice(at, end);
      next = lines.leave(end);
      if (lines.comments.length > comments && lines.column > parent) giveUp();
    }
    const node = newScalar(lines, { start, end }, 'PLAIN', source);
    node.range = [lines.base + start, lines.base + end, lines.base + next];
    return node;
  }

  #scalar({ start, end }: Stretch): Node {
    this.#count();
    const first = this.#lines.text.charAt(start);
    return first === '"' || first === "'"
      ? quotedScalar(this.#lines, { start, end })
      : plainScalar(this.#lines, { start, end }, this.#schema);
  }

  #count(nodes = 1): void {
    this.#nodes += nodes;
    if (this.#nodes > maxNodes) giveUp();
  }

  /** Leave a line whose value ends there: the rest of the line counts as the value's. */
  #left(node: Node, end: number): Node {
    const next = this.#lines.leave(end);
    const [start = 0, valueEnd = 0] = node.range ?? giveUp();
    node.range = [start, valueEnd, this.#lines.base + next];
    return node;
  }
}

function isBlock(node: Node): boolean {
  return isCollection(node) && node.flow !== true;
}
