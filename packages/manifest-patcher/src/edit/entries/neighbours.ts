import { isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import { type Cursor, nodeSpan } from '../../tree/cursor.ts';
import { readsBackPlain } from '../../tree/reads-back-plain.ts';

/** How scalars are quoted. */
export type Quotes = 'PLAIN' | 'QUOTE_DOUBLE' | 'QUOTE_SINGLE';

/** How new entries are written, so that they look like those around them. */
export interface EntryStyle {
  readonly keys: Quotes;
  readonly values: Quotes;
  /** Columns from a mapping to one inside it. */
  readonly step: number;
  /** Columns from a key to the `-` of its items. */
  readonly dash: number;
}

/** Take the style of new entries from those nearest to their collection. */
export function styleNear(collection: Cursor, root: Node | undefined): EntryStyle {
  return { ...quotesNear(collection), ...indentOf(root, collection.text) };
}

/** The column of what a block mapping or sequence is made of: its keys, or its dashes. */
export function columnOf(node: Node, text: string): number {
  const { start } = nodeSpan(node);
  const line = text.slice(lineStart(text, start), start);
  return /^ *(?:[-?:] +)*/.exec(line)?.[0].length ?? 0;
}

export function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

function quotesNear(collection: Cursor): { readonly keys: Quotes; readonly values: Quotes } {
  let keys: Quotes | undefined;
  let values: Quotes | undefined;
  for (let at: Cursor | undefined = collection; at !== undefined; at = at.parent) {
    if (isMap(at.node)) keys ??= firstQuotes(at.node.items.map(({ key }) => key));
    values ??= firstQuotes(at.children().map(({ node }) => node));
  }
  return { keys: keys ?? 'PLAIN', values: values ?? 'PLAIN' };
}

/** How the first scalar is quoted that could have been plain: quotes at need say nothing about taste. */
function firstQuotes(nodes: readonly unknown[]): Quotes | undefined {
  for (const node of nodes) {
    if (!isScalar(node) || typeof node.value !== 'string' || node.value === '') continue;
    const { type } = node as Scalar;
    if (type === 'PLAIN') return type;
    if ((type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') && readsBackPlain(node.value)) return type;
  }
  return undefined;
}

/** The indentation that the document's first nested mapping and first nested sequence have. */
function indentOf(root: Node | undefined, text: string): { readonly step: number; readonly dash: number } {
  let step: number | undefined;
  let dash: number | undefined;
  const pending: unknown[] = [root];
  while (pending.length > 0 && (step === undefined || dash === undefined)) {
    const node = pending.pop();
    if (isSeq(node)) pending.push(...node.items.toReversed());
    if (!isMap(node) || node.flow === true) continue;
    for (const { value } of node.items) {
      if (isMap(value) && value.flow !== true) step ??= columnOf(value, text) - columnOf(node, text);
      if (isSeq(value) && value.flow !== true) dash ??= columnOf(value, text) - columnOf(node, text);
    }
    pending.push(...node.items.map(({ value }) => value).reverse());
  }
  return {
    step: step !== undefined && step > 0 ? step : 2,
    dash: dash !== undefined && dash >= 0 ? dash : 2,
  };
}
