import type { Json } from '../../facts.ts';
import { isList, type NewEntry } from '../is-data.ts';
import { writeScalar } from '../write-scalar.ts';
import type { EntryStyle } from './neighbours.ts';

/** The lines of a new entry in block style, its nested collections as well. */
export function blockLines({ key, data }: NewEntry, column: number, style: EntryStyle): readonly string[] {
  const head = ' '.repeat(column) + (key === undefined ? '-' : `${writeScalar(key, style.keys, false)}:`);
  if (data === null || typeof data !== 'object' || Object.keys(data).length === 0) {
    return [`${head} ${flowText(data, style)}`];
  }
  const entries = entriesOf(data);
  if (key === undefined) {
    const [first = '', ...rest] = entries.flatMap((entry) => blockLines(entry, column + 2, style));
    return [`${head} ${first.trimStart()}`, ...rest];
  }
  const below = column + (isList(data) ? style.dash : style.step);
  return [head, ...entries.flatMap((entry) => blockLines(entry, below, style))];
}

/** A new entry in flow style, on one line. */
export function flowEntry({ key, data }: NewEntry, style: EntryStyle): string {
  const value = flowText(data, style, true);
  return key === undefined ? value : `${writeScalar(key, style.keys, true)}: ${value}`;
}

/** Data in flow style; a scalar is itself. */
export function flowText(data: Json, style: EntryStyle, inFlow = false): string {
  if (typeof data === 'string') return writeScalar(data, style.values, inFlow);
  if (data === null || typeof data !== 'object') return JSON.stringify(data);
  const inside = entriesOf(data).map((entry) => flowEntry(entry, style));
  return isList(data) ? `[${inside.join(', ')}]` : `{${inside.join(', ')}}`;
}

function entriesOf(data: Json): readonly NewEntry[] {
  if (data === null || typeof data !== 'object') return [];
  if (isList(data)) return data.map((item) => ({ data: item }));
  return Object.entries(data).map(([key, value]) => ({ key, data: value }));
}
