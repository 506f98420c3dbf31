import type { FileFacts } from '@deployment-automator/manifest-patcher';
import type { BindingTable } from './binding.ts';
import type { Dialect } from './dialect.ts';
import type { DialectName } from './dialect-name.ts';
import { automatorDialect } from './dialects/automator/automator-dialect.ts';

const dialects: Readonly<Partial<Record<DialectName, Dialect>>> = { automator: automatorDialect };

/** The dialects that can be listed in `dialects:`, in the order in which they are read. */
export const dialectNames: readonly DialectName[] = ['automator'];

/** Which policy governs which image field, by the dialects that the operator listed. */
export function bind(facts: readonly FileFacts[], names: readonly DialectName[]): BindingTable {
  const tables = dialectNames
    .filter((name) => names.includes(name))
    .flatMap((name) => dialects[name]?.claims(facts) ?? []);
  return {
    bindings: tables.flatMap((table) => table.bindings),
    problems: tables.flatMap((table) => table.problems),
  };
}
