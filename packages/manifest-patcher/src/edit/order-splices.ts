import type { PlannedEdit } from './planned-edit.ts';
import type { Splice } from './splice.ts';

/** The splices of edits in the order of the file; what several edits do alike, such as to a shared anchor, once. */
export function orderSplices(edits: readonly PlannedEdit[]): readonly Splice[] {
  const all = edits.flatMap(({ splices }) => splices).sort((a, b) => a.start - b.start);
  return all.filter((splice, index) => !same(splice, all[index - 1]));
}

/** The edits that would write over what an earlier one in the list writes. */
export function clashing(edits: readonly PlannedEdit[]): ReadonlySet<PlannedEdit> {
  const all = edits
    .flatMap((edit, order) => edit.splices.map((splice) => ({ edit, order, splice })))
    .sort((a, b) => a.splice.start - b.splice.start || a.order - b.order);
  const clashes = new Set<PlannedEdit>();
  let last = all[0];
  for (const next of all.slice(1)) {
    if (last !== undefined && next.splice.start < last.splice.end && !same(next.splice, last.splice)) {
      clashes.add(next.order > last.order ? next.edit : last.edit);
    }
    if (last === undefined || next.splice.end >= last.splice.end) last = next;
  }
  return clashes;
}

function same(a: Splice, b: Splice | undefined): boolean {
  return (
    b !== undefined &&
    a.start === b.start &&
    a.end === b.end &&
    a.start < a.end &&
    Buffer.compare(a.bytes, b.bytes) === 0
  );
}
