import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import type { Json } from '../facts.ts';
import { scalarText } from './scalar-text.ts';

/** Nodes after expanding aliases. Real objects have some thousands. */
const maxNodes = 100_000;
/** Aliases can nest deeper than the text does. */
const maxDepth = 400;

/**
 * A node as plain data, aliases and merge keys (`<<`) expanded; undefined where that grows beyond all reason.
 *
 * Numbers that JSON or a double cannot hold stay text.
 */
export function plainData(root: Node, text: string, targets: ReadonlyMap<Alias, Node>): Json | undefined {
  let left = maxNodes;

  const convert = (node: unknown, depth: number): Json => {
    left -= 1;
    if (left < 0 || depth > maxDepth) throw new TooLarge();
    if (isAlias(node)) return convert(targets.get(node), depth + 1);
    if (isScalar(node)) return scalarData(node, text);
    if (isSeq(node)) return node.items.map((item) => convert(item, depth + 1));
    if (!isMap(node)) return null;
    const merged: [string, Json][] = [];
    const own: [string, Json][] = [];
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? scalarText(key, text) : JSON.stringify(convert(key, depth + 1));
      const data = convert(value, depth + 1);
      if (name === '<<') merged.push(...mergedEntries(data));
      else own.push([name, data]);
    }
    return Object.fromEntries([...merged, ...own]);
  };

  try {
    return convert(root, 0);
  } catch (cause) {
    if (cause instanceof TooLarge) return undefined;
    throw cause;
  }
}

class TooLarge extends Error {}

/** Of several merged mappings the first wins, so they are laid down from the last. */
function mergedEntries(data: Json): [string, Json][] {
  const sources = Array.isArray(data) ? data.toReversed() : [data];
  return sources.flatMap((source: Json) =>
    source !== null && typeof source === 'object' && !Array.isArray(source) ? Object.entries(source) : [],
  );
}

function scalarData(scalar: Scalar, text: string): Json {
  const { value } = scalar;
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER)
    return value;
  return scalarText(scalar, text);
}
