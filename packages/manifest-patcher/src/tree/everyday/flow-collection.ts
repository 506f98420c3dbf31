import { type Node, type Schema, YAMLMap, type YAMLSeq } from 'yaml';
import { giveUp } from './give-up.ts';
import { hash, type Lines, lineFeed, tab } from './lines.ts';
import { newMapping, newPair, newSequence } from './nodes.ts';
import { findQuotedEnd, plainScalar, quotedScalar } from './scalars.ts';

/** Deeper ones are nothing that people write. */
const maxDepth = 20;

/** A node inside a flow collection, or the collection itself, and where the text goes on behind it. */
export interface FlowNode {
  readonly node: Node;
  readonly end: number;
}

/** A flow collection on one line: `[a, "b"]`, `{a: b, c: []}`. */
export function flowCollection(lines: Lines, start: number, schema: Schema, depth = 0): FlowNode {
  if (depth > maxDepth) giveUp();
  const isMap = lines.text.charAt(start) === '{';
  const collection = isMap ? newMapping() : newSequence();
  const close = isMap ? '}' : ']';
  let at = lines.skipSpaces(start + 1);
  while (lines.text.charAt(at) !== close || collection.items.length > 0) {
    const end =
      collection instanceof YAMLMap
        ? flowPair(lines, at, collection, schema, depth)
        : flowItem(lines, at, collection, schema, depth);
    at = lines.skipSpaces(end);
    if (lines.text.charAt(at) !== ',') break;
    at = lines.skipSpaces(at + 1);
  }
  if (lines.text.charAt(at) !== close) giveUp();
  const end = lines.base + at + 1;
  collection.flow = true;
  collection.range = [lines.base + start, end, end];
  return { node: collection, end: at + 1 };
}

function flowPair(
  lines: Lines,
  start: number,
  map: YAMLMap<Node, Node>,
  schema: Schema,
  depth: number,
): number {
  const key = flowScalar(lines, start, schema);
  if (lines.text.charAt(key.end) !== ':' || lines.text.charAt(key.end + 1) !== ' ') giveUp();
  const value = flowValue(lines, lines.skipSpaces(key.end + 1), schema, depth);
  map.items.push(newPair(key.node, value.node));
  return value.end;
}

function flowItem(
  lines: Lines,
  start: number,
  sequence: YAMLSeq<Node>,
  schema: Schema,
  depth: number,
): number {
  const { node, end } = flowValue(lines, start, schema, depth);
  sequence.items.push(node);
  return end;
}

function flowValue(lines: Lines, start: number, schema: Schema, depth: number): FlowNode {
  const first = lines.text.charAt(start);
  const opens = first === '[' || first === '{';
  return opens ? flowCollection(lines, start, schema, depth + 1) : flowScalar(lines, start, schema);
}

function flowScalar(lines: Lines, start: number, schema: Schema): FlowNode {
  const first = lines.text.charAt(start);
  if (first === '"' || first === "'") {
    const end = findQuotedEnd(lines, start);
    return { node: quotedScalar(lines, { start, end }), end };
  }
  const end = findFlowPlainEnd(lines, start);
  return { node: plainScalar(lines, { start, end }, schema), end };
}

/** Where plain text inside a flow collection ends, if all that it holds is harmless. */
function findFlowPlainEnd({ text }: Lines, start: number): number {
  if (!/^(?:[\w./$]|-[\w.-])/.test(text.slice(start, start + 2))) giveUp();
  let end = start;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === lineFeed || code === tab || code === hash) giveUp();
    const character = text.charAt(at);
    if (character === ',' || character === ']' || character === '}') break;
    if (character === '[' || character === '{') giveUp();
    if (character === ':') {
      const next = text.charAt(at + 1);
      if (next === ' ') break;
      if (!/[\w./-]/.test(next)) giveUp();
    }
    if (character !== ' ') end = at + 1;
  }
  return end;
}
