import { type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Lines } from './lines.ts';

// The library's constructors define a hidden property on each node, which takes most of the time of a whole parse. A
// node made after one that has the property inherits it, and is the same for every reader.
const likeScalar = new Scalar(undefined);
const likeMapping = new YAMLMap<Node, Node>();
const likeSequence = new YAMLSeq<Node>();
const likePair = new Pair<Node, Node>(likeScalar);

/** A stretch of a document's text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A scalar whose text YAML reads as `source`, and the schema as `value`. */
export function newScalar(
  { base }: Lines,
  { start, end }: Stretch,
  type: Scalar.Type,
  source: string,
  value: unknown = source,
): Scalar {
  const node: Scalar = Object.create(likeScalar);
  node.value = value;
  node.source = source;
  node.type = type;
  node.range = [base + start, base + end, base + end];
  return node;
}

export function newMapping(): YAMLMap<Node, Node> {
  const node: YAMLMap<Node, Node> = Object.create(likeMapping);
  node.items = [];
  return node;
}

export function newSequence(): YAMLSeq<Node> {
  const node: YAMLSeq<Node> = Object.create(likeSequence);
  node.items = [];
  return node;
}

export function newPair(key: Node, value: Node): Pair<Node, Node> {
  const pair: Pair<Node, Node> = Object.create(likePair);
  pair.key = key;
  pair.value = value;
  return pair;
}
