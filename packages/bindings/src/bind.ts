import type { FileFacts } from '@deployment-automator/manifest-patcher';
import type { Binding, BindingTable, Hold } from './binding.ts';
import type { Dialect } from './dialect.ts';
import type { DialectName } from './dialect-name.ts';
import { argocdImageUpdaterDialect } from './dialects/argocd-image-updater/argocd-image-updater-dialect.ts';
import { automatorDialect } from './dialects/automator/automator-dialect.ts';
import { fluxV1Dialect } from './dialects/flux-v1/flux-v1-dialect.ts';
import { fluxV2Dialect } from './dialects/flux-v2/flux-v2-dialect.ts';
import { keelDialect } from './dialects/keel/keel-dialect.ts';
import { oneBindingEach } from './one-binding-each.ts';
import { openRulesFile } from './rules-file/open-rules-file.ts';
import { readWills } from './rules-file/read-wills.ts';

/** In the order in which they are read. */
const dialects: readonly Dialect[] = [
  automatorDialect,
  fluxV1Dialect,
  fluxV2Dialect,
  argocdImageUpdaterDialect,
  keelDialect,
];

/** The dialects that can be listed in `dialects:`, in the order in which they are read. */
export const dialectNames: readonly DialectName[] = dialects.map(({ name }) => name);

/** The kinds of resource whose bodies `readFile` must give for these dialects; sorted. */
export function wantedKinds(names: readonly DialectName[]): readonly string[] {
  return [...new Set(listed(names).flatMap((dialect) => dialect.wantedKinds))].sort();
}

/**
 * Which policy governs which image field, by the dialects that the operator listed. Total: whatever the files hold,
 * it gives a table.
 *
 * @param facts of all files of one tree, read with the `wantedKinds` of the same dialects
 */
export function bind(facts: readonly FileFacts[], names: readonly DialectName[]): BindingTable {
  const rulesFile = openRulesFile(facts);
  const { holds, freezes, problems } = readWills(rulesFile, fieldFinder(facts));
  const table = oneBindingEach([
    { bindings: [], problems: [...rulesFile.problems, ...problems] },
    ...listed(names).map((dialect) => dialect.claims(facts)),
  ]);
  return {
    bindings: table.bindings.map((binding) => held(binding, holds.get(binding.field.id))),
    problems: table.problems,
    ...(freezes.length > 0 && { freezes }),
  };
}

/** A hold in the rules file holds whatever dialect binds the field. */
function held(binding: Binding, hold: Hold | undefined): Binding {
  return hold === undefined ? binding : { ...binding, options: { ...binding.options, hold } };
}

function fieldFinder(facts: readonly FileFacts[]): (id: string) => boolean {
  return (id) =>
    facts.some(({ fields, openFields = [] }) => [...fields, ...openFields].some((field) => field.id === id));
}

function listed(names: readonly DialectName[]): readonly Dialect[] {
  return dialects.filter(({ name }) => names.includes(name));
}
