import type { Binding, BindingTable } from './binding.ts';
import type { DialectTable } from './dialect.ts';
import type { BindingProblem } from './problem.ts';

/**
 * The dialects' tables as one. A field named in a problem is bound by none of them; one that is governed twice in
 * the same way belongs to the first; one that is governed in different ways is a problem that names both places.
 */
export function oneBindingEach(tables: readonly DialectTable[]): BindingTable {
  const said = tables.flatMap(({ problems }) => problems);
  const blocked = new Set(said.flatMap(({ fields }) => fields));
  const first = new Map<string, Binding>();
  const conflicts = new Map<string, BindingProblem>();
  for (const binding of tables.flatMap(({ bindings }) => bindings)) {
    const { id } = binding.field;
    const known = first.get(id);
    if (known === undefined) first.set(id, binding);
    else if (!conflicts.has(id) && waysOf(known) !== waysOf(binding)) {
      conflicts.set(id, conflict(known, binding));
    }
  }
  const wishes = new Map(tables.flatMap((table) => [...(table.wishes ?? [])]));
  return {
    bindings: [...first.values()]
      .filter(({ field: { id } }) => !blocked.has(id) && !conflicts.has(id))
      .map((binding) => ({ ...binding, options: { ...wishes.get(binding.field.id), ...binding.options } })),
    problems: [...said, ...conflicts.values()],
  };
}

function conflict(one: Binding, other: Binding): BindingProblem {
  return {
    code: 'conflict',
    message: `${described(one)}, but ${described(other)}; keep one of the two`,
    place: other.writtenAt,
    fields: [one.field.id],
  };
}

function described({ dialect, policy, writtenAt }: Binding): string {
  const filters = policy.filters.map((filter) => ` filter ${filter}`).join('');
  return `${dialect} at ${writtenAt.file}:${writtenAt.line} says ${policy.text}${filters}`;
}

/** Equal for two bindings that have the same effect. */
function waysOf({ policy, options, field }: Binding): string {
  const known = Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([policy.identity, known, field.image?.registry, field.image?.repository]);
}
