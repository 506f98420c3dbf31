import type { Binding, BindingTable, Hold } from '@deployment-automator/bindings';
import type { FileFacts, ImageField } from '@deployment-automator/manifest-patcher';
import { fieldKey } from './field-key.ts';
import { entriesOf } from './release.ts';
import { fileOf, rulesFile } from './rules-entries.ts';

/** An entry under `holds` that says which field it means by more than an id. */
interface KeyedHold {
  readonly index: number;
  readonly id: string;
  readonly key: string;
  readonly hold: Hold;
}

/**
 * Puts the holds of the rules file where they belong after list items have moved: an id tells a container by its
 * number, and another container may have that number now. Entries without a `field` stay with their id.
 */
export function holdByKey(table: BindingTable, facts: readonly FileFacts[]): BindingTable {
  const entries = keyedHolds(facts.find(({ path }) => path === rulesFile));
  if (entries.length === 0) return table;
  const byPath = new Map(facts.map((file) => [file.path, file]));
  const isMeant = (entry: KeyedHold, field: ImageField): boolean => {
    const file = byPath.get(field.place.file);
    return file !== undefined && fileOf(entry.id) === fileOf(field.id) && entry.key === fieldKey(field, file);
  };
  const found = new Set<number>();
  const bindings = table.bindings.map((binding): Binding => {
    const { field, options } = binding;
    const own = entries.findLast((entry) => isMeant(entry, field));
    if (own !== undefined) {
      found.add(own.index);
      return own.id === field.id ? binding : { ...binding, options: { ...options, hold: own.hold } };
    }
    const others = entries.filter(({ id }) => id === field.id);
    if (others.length === 0 || !others.some(({ hold }) => sameHold(hold, options.hold))) return binding;
    const { hold: _, ...rest } = options;
    return { ...binding, options: rest };
  });
  const solved = [...found].map((index) => `/holds/${index}/id`);
  return {
    ...table,
    bindings,
    problems: table.problems.filter(
      ({ place }) => place.file !== rulesFile || !solved.includes(place.pointer),
    ),
  };
}

function keyedHolds(rules: FileFacts | undefined): readonly KeyedHold[] {
  return entriesOf(rules?.body?.value, 'holds').flatMap((entry, index) => {
    const { id, field, reason, by, until } = entry;
    if (typeof id !== 'string' || typeof field !== 'string') return [];
    // What cannot be read is no end: what is held stays held.
    // biome-ignore lint/style/noRestrictedGlobals: reads no clock
    const end = typeof until === 'string' ? Date.parse(until) : Number.NaN;
    const hold: Hold = {
      ...(typeof reason === 'string' && { reason }),
      ...(!Number.isNaN(end) && { until: end }),
      ...(typeof by === 'string' && { by }),
    };
    return [{ index, id, key: field, hold }];
  });
}

function sameHold(a: Hold, b: Hold | undefined): boolean {
  return b !== undefined && a.reason === b.reason && a.until === b.until && a.by === b.by;
}
