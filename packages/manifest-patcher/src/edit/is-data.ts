import { isMap, isScalar, isSeq } from 'yaml';
import type { Json } from '../facts.ts';
import { scalarText } from '../tree/scalar-text.ts';

/** An entry that is new in its collection; an item of a sequence has no key. */
export interface NewEntry {
  readonly key?: string;
  readonly data: Json;
}

/** Whether a node reads as this data, its entries in the same order. */
export function isData(node: unknown, text: string, data: Json): boolean {
  if (typeof data === 'string') {
    return isScalar(node) && typeof node.value === 'string' && scalarText(node, text) === data;
  }
  if (data === null || typeof data !== 'object') return isScalar(node) && Object.is(node.value, data);
  if (isList(data)) {
    return (
      isSeq(node) &&
      node.items.length === data.length &&
      data.every((item, index) => isData(node.items[index], text, item))
    );
  }
  const entries = Object.entries(data);
  return (
    isMap(node) &&
    node.items.length === entries.length &&
    entries.every(([key, value], index) => {
      const pair = node.items[index];
      return isData(pair?.key, text, key) && isData(pair?.value, text, value);
    })
  );
}

/** `Array.isArray` does not know read-only lists. */
export function isList(data: Json): data is readonly Json[] {
  return Array.isArray(data);
}
