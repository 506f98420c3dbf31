import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, type Node } from 'yaml';

/** What has to be known about a whole document before one of its scalars can be judged. */
export interface Survey {
  /** What each alias stands for; an alias without an anchor before it is not in here. */
  readonly targets: ReadonlyMap<Alias, Node>;
  /** The nodes that aliases stand for. */
  readonly aliased: ReadonlySet<Node>;
  /** The second and later keys with the same text in one mapping. */
  readonly repeatedKeys: readonly Node[];
  /** The mappings that have such keys. */
  readonly repeatedIn: ReadonlySet<Node>;
}

/** Walk a document once, in its own order. The depth is bounded by the parser's gate. */
export function surveyTree(root: Node | undefined): Survey {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  const aliased = new Set<Node>();
  const repeatedKeys: Node[] = [];
  const repeatedIn = new Set<Node>();

  const visit = (node: unknown): void => {
    if (!isNode(node)) return;
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target === undefined) return;
      targets.set(node, target);
      aliased.add(target);
      return;
    }
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isSeq(node)) for (const item of node.items) visit(item);
    if (!isMap(node)) return;
    const seen = new Set<string>();
    for (const { key, value } of node.items) {
      if (isScalar(key) && key.source !== undefined && key.source !== '<<') {
        if (seen.has(key.source)) {
          repeatedKeys.push(key);
          repeatedIn.add(node);
        }
        seen.add(key.source);
      }
      visit(key);
      visit(value);
    }
  };
  visit(root);
  return { targets, aliased, repeatedKeys, repeatedIn };
}
