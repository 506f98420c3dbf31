import { isAlias, isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import { nodeSpan } from '../tree/cursor.ts';
import { scalarText } from '../tree/scalar-text.ts';

/** A tree and the text that its ranges point into. */
export interface TextTree {
  readonly root: Node | undefined;
  readonly text: string;
}

/**
 * Whether two documents are the same but for the values that were meant to change: the same nodes in the same order,
 * with the same anchors, tags and styles, and every other scalar with the same source text and the same value.
 *
 * @param intended the nodes of `before` that change, and the string each shall be
 */
export function sameTrees(before: TextTree, after: TextTree, intended: ReadonlyMap<Node, string>): boolean {
  const pairs: NodePair[] = [[before.root, after.root]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [old, now] = pair;
    if (!isNode(old) || !isNode(now)) {
      if (isNode(old) !== isNode(now)) return false;
      continue;
    }
    if (old.anchor !== now.anchor || old.tag !== now.tag) return false;
    const value = intended.get(old);
    if (value === undefined ? !sameAlone(old, before.text, now, after.text) : !isText(now, after.text, value))
      return false;
    const children = childPairs(old, now);
    if (children === undefined) return false;
    for (const child of children) pairs.push(child);
  }
  return true;
}

type NodePair = readonly [unknown, unknown];

/** The children of two collections side by side; undefined where they differ in kind or number. */
function childPairs(old: Node, now: Node): readonly NodePair[] | undefined {
  if (isSeq(old)) {
    if (!isSeq(now) || old.items.length !== now.items.length) return undefined;
    return old.items.map((item, index) => [item, now.items[index]]);
  }
  if (isMap(old)) {
    if (!isMap(now) || old.items.length !== now.items.length) return undefined;
    return old.items.flatMap(({ key, value }, index): NodePair[] => {
      const other = now.items[index];
      return [
        [key, other?.key],
        [value, other?.value],
      ];
    });
  }
  return [];
}

/** Whether two nodes are the same, their children left out. */
function sameAlone(old: Node, oldText: string, now: Node, nowText: string): boolean {
  if (isScalar(old)) {
    return (
      isScalar(now) &&
      old.type === now.type &&
      Object.is(old.value, now.value) &&
      sourceOf(old, oldText) === sourceOf(now, nowText)
    );
  }
  if (isAlias(old)) return isAlias(now) && old.source === now.source;
  return (isMap(now) || isSeq(now)) && old.flow === now.flow;
}

function isText(node: Node, text: string, value: string): boolean {
  return isScalar(node) && typeof node.value === 'string' && scalarText(node, text) === value;
}

function sourceOf(node: Node, text: string): string {
  const { start, end } = nodeSpan(node);
  return text.slice(start, end);
}
