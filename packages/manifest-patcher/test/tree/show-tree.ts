import { isAlias, isMap, isScalar, isSeq, type Node, Schema } from 'yaml';
import { parseEveryday } from '../../src/tree/everyday/parse-everyday.ts';
import type { Tree } from '../../src/tree/parse-document.ts';
import type { TreeFault } from '../../src/tree/tree-fault.ts';

const schema = new Schema({ schema: 'core', resolveKnownTags: false, merge: false });

/** What the everyday parser alone says. */
export function readEveryday(text: string, base: number): Tree | undefined {
  return parseEveryday(text, base, schema);
}

/** Everything that a tree says, what it cost left out; of a fault its code. */
export function showTree(tree: Tree | TreeFault): string {
  if ('code' in tree) return tree.code;
  return JSON.stringify([showNode(tree.root), tree.comments]);
}

function showNode(node: unknown): unknown {
  if (isScalar(node)) {
    const value =
      typeof node.value === 'number' && !Number.isFinite(node.value) ? String(node.value) : node.value;
    return [...shared(node), node.type, node.source, typeof node.value, Object.is(value, -0) ? '-0' : value];
  }
  if (isAlias(node)) return [...shared(node), '*', node.source];
  if (isSeq(node)) return [...shared(node), node.flow ?? false, node.items.map(showNode)];
  if (!isMap(node)) return undefined;
  const entries = node.items.map(({ key, value }) => [showNode(key), showNode(value)]);
  return [...shared(node), node.flow ?? false, 'map', entries];
}

function shared({ range, anchor, tag }: Pick<Node, 'range'> & { anchor?: string; tag?: string }): unknown[] {
  return [range?.[0], range?.[1], anchor, tag];
}
