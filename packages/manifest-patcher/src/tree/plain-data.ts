import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import type { Body, Json } from '../facts.ts';
import { pointerStep } from '../field-id.ts';
import { nodeSpan } from './cursor.ts';
import { scalarText } from './scalar-text.ts';

/** Nodes after expanding aliases. Real objects have some thousands. */
const maxNodes = 100_000;
/** Aliases can nest deeper than the text does. */
const maxDepth = 400;

/** Told of each key and item: its JSON pointer, and where it stands in the text. */
type Visit = (pointer: string, offset: number) => void;

/**
 * A node as plain data, aliases and merge keys (`<<`) expanded; undefined where that grows beyond all reason.
 *
 * Numbers that JSON or a double cannot hold stay text.
 */
export function plainData(root: Node, text: string, targets: ReadonlyMap<Alias, Node>): Json | undefined {
  return expand(root, text, targets, undefined);
}

/**
 * The same with the lines of its parts. What an alias stands for is on the lines of its anchor.
 *
 * @param lineOf the line of an offset into the text
 */
export function plainBody(
  root: Node,
  text: string,
  targets: ReadonlyMap<Alias, Node>,
  lineOf: (offset: number) => number,
): Body | undefined {
  const lines = new Map([['', lineOf(nodeSpan(root).start)]]);
  const value = expand(root, text, targets, (pointer, offset) => lines.set(pointer, lineOf(offset)));
  return value === undefined ? undefined : { value, lines: Object.fromEntries(lines) };
}

function expand(
  root: Node,
  text: string,
  targets: ReadonlyMap<Alias, Node>,
  visit: Visit | undefined,
): Json | undefined {
  let left = maxNodes;

  const convert = (node: unknown, depth: number, pointer: string): Json => {
    left -= 1;
    if (left < 0 || depth > maxDepth) throw new TooLarge();
    if (isAlias(node)) return convert(targets.get(node), depth + 1, pointer);
    if (isScalar(node)) return scalarData(node, text);
    if (isSeq(node)) return node.items.map((item, index) => child(item, index, item, depth, pointer));
    if (!isMap(node)) return null;
    const named = node.items.map(({ key, value }) => ({ key, value, name: nameOf(key, depth) }));
    const merged = named.flatMap(({ name, value }) =>
      name === '<<' ? mergedEntries(value, depth, pointer) : [],
    );
    const own = named.flatMap(({ key, name, value }): [string, Json][] =>
      name === '<<' ? [] : [[name, child(key, name, value, depth, pointer)]],
    );
    return Object.fromEntries([...merged, ...own]);
  };

  const child = (at: unknown, step: string | number, value: unknown, depth: number, above: string): Json => {
    if (visit === undefined) return convert(value, depth + 1, above);
    const pointer = above + pointerStep(step);
    if (isNode(at)) visit(pointer, nodeSpan(at).start);
    return convert(value, depth + 1, pointer);
  };

  const nameOf = (key: unknown, depth: number): string =>
    isScalar(key) ? scalarText(key, text) : JSON.stringify(convert(key, depth + 1, ''));

  /** Merged entries stand where their mapping does. Of several mappings the first wins, so it is laid down last. */
  const mergedEntries = (value: unknown, depth: number, pointer: string): [string, Json][] => {
    const source = isAlias(value) ? targets.get(value) : value;
    const sources = isSeq(source) ? source.items.toReversed() : [source];
    return sources.flatMap((each) => {
      const data = convert(each, depth + 1, pointer);
      return data !== null && typeof data === 'object' && !Array.isArray(data) ? Object.entries(data) : [];
    });
  };

  try {
    return convert(root, 0, '');
  } catch (cause) {
    if (cause instanceof TooLarge) return undefined;
    throw cause;
  }
}

class TooLarge extends Error {}

function scalarData(scalar: Scalar, text: string): Json {
  const { value } = scalar;
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER)
    return value;
  return scalarText(scalar, text);
}
