import type { FileFacts } from '@deployment-automator/manifest-patcher';
import type { BindingTable } from './binding.ts';
import type { Dialect } from './dialect.ts';
import type { DialectName } from './dialect-name.ts';
import { argocdImageUpdaterDialect } from './dialects/argocd-image-updater/argocd-image-updater-dialect.ts';
import { automatorDialect } from './dialects/automator/automator-dialect.ts';
import { fluxV1Dialect } from './dialects/flux-v1/flux-v1-dialect.ts';
import { fluxV2Dialect } from './dialects/flux-v2/flux-v2-dialect.ts';
import { keelDialect } from './dialects/keel/keel-dialect.ts';
import { oneBindingEach } from './one-binding-each.ts';

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
  return oneBindingEach(listed(names).map((dialect) => dialect.claims(facts)));
}

function listed(names: readonly DialectName[]): readonly Dialect[] {
  return dialects.filter(({ name }) => names.includes(name));
}
