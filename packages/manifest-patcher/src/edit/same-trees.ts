import { isAlias, isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import type { Json } from '../facts.ts';
import { nodeSpan } from '../tree/cursor.ts';
import { isData, type NewEntry } from './is-data.ts';

/** A tree and the text that its ranges point into. */
export interface TextTree {
  readonly root: Node | undefined;
  readonly text: string;
}

/** What edits mean to change in a document. */
export interface Intended {
  /** What a document without any content shall be. */
  readonly root?: Json;
  /** The scalars and empty collections that change, and what each shall be. */
  readonly values?: ReadonlyMap<Node, Json>;
  /** The collections that get one more entry, behind their last one. */
  readonly inserted?: ReadonlyMap<Node, NewEntry>;
  /** The items, or the keys of the entries, that go. */
  readonly removed?: ReadonlySet<Node>;
}

/**
 * Whether two documents are the same but for what was meant to change: the same nodes in the same order, with the same
 * anchors, tags and styles, and every other scalar with the same source text and the same value.
 */
export function sameTrees(before: TextTree, after: TextTree, intended: Intended): boolean {
  if (intended.root !== undefined) {
    return before.root === undefined && isData(after.root, after.text, intended.root);
  }
  const pairs: NodePair[] = [[before.root, after.root]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [old, now] = pair;
    if (!isNode(old) || !isNode(now)) {
      if (isNode(old) !== isNode(now)) return false;
      continue;
    }
    if (old.anchor !== now.anchor || old.tag !== now.tag) return false;
    const value = intended.values?.get(old);
    if (value !== undefined) {
      if (!isData(now, after.text, value)) return false;
      continue;
    }
    const children = childPairs(old, now, after.text, intended);
    if (children === undefined) return false;
    const emptied = children.length === 0 && intended.removed !== undefined && intended.removed.size > 0;
    if (!sameAlone(old, before.text, now, after.text, emptied)) return false;
    for (const child of children) pairs.push(child);
  }
  return true;
}

type NodePair = readonly [unknown, unknown];

/** The children of two collections side by side; undefined where they differ in kind or number. */
function childPairs(
  old: Node,
  now: Node,
  textNow: string,
  { inserted, removed }: Intended,
): readonly NodePair[] | undefined {
  const entry = inserted?.get(old);
  const more = entry === undefined ? 0 : 1;
  if (isSeq(old)) {
    const items = removed === undefined ? old.items : old.items.filter((item) => !isRemoved(item, removed));
    if (!isSeq(now) || items.length + more !== now.items.length) return undefined;
    if (entry !== undefined && !isData(now.items.at(-1), textNow, entry.data)) return undefined;
    return items.map((item, index) => [item, now.items[index]]);
  }
  if (isMap(old)) {
    const items = removed === undefined ? old.items : old.items.filter(({ key }) => !isRemoved(key, removed));
    if (!isMap(now) || items.length + more !== now.items.length) return undefined;
    if (entry !== undefined) {
      const last = now.items.at(-1);
      if (!isData(last?.key, textNow, entry.key ?? null) || !isData(last?.value, textNow, entry.data))
        return undefined;
    }
    return items.flatMap(({ key, value }, index): NodePair[] => {
      const other = now.items[index];
      return [
        [key, other?.key],
        [value, other?.value],
      ];
    });
  }
  return [];
}

function isRemoved(node: unknown, removed: ReadonlySet<Node>): boolean {
  return isNode(node) && removed.has(node);
}

/** Whether two nodes are the same, their children left out. A collection that lost its last entry is written `[]`. */
function sameAlone(old: Node, oldText: string, now: Node, nowText: string, emptied: boolean): boolean {
  if (isScalar(old)) {
    return (
      isScalar(now) &&
      old.type === now.type &&
      Object.is(old.value, now.value) &&
      sourceOf(old, oldText) === sourceOf(now, nowText)
    );
  }
  if (isAlias(old)) return isAlias(now) && old.source === now.source;
  return (isMap(now) || isSeq(now)) && (emptied || old.flow === now.flow);
}

function sourceOf(node: Node, text: string): string {
  const { start, end } = nodeSpan(node);
  return text.slice(start, end);
}
