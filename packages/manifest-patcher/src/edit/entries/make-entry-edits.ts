import type { Change, Edit, EditRefusal, EntryEdit } from '../patch.ts';
import { composeSplices } from '../pieces.ts';
import { makeProved, type ParsedText } from '../prove-edits.ts';
import { refuseEdit, refuseUnproved } from '../refuse-edit.ts';
import type { Splice } from '../splice.ts';
import { planEntry } from './plan-entry.ts';

/** A document after some of its edits. */
export interface EditedText {
  readonly parsed: ParsedText;
  /** From the original document, counted from its start. */
  readonly splices: readonly Splice[];
}

/** What came of the entries of one document. */
export interface EntriesMade {
  readonly splices: readonly Splice[];
  readonly changes: readonly Change[];
}

/**
 * Make entry edits one after the other, each proved by itself: insertions in their order, as they go behind what is
 * there, then removals from the last to the first. So every path means what it meant in the file as it was given.
 *
 * @param length of the original document
 */
export function makeEntryEdits(
  start: EditedText,
  length: number,
  edits: readonly EntryEdit[],
  refused: Map<Edit, EditRefusal>,
): EntriesMade {
  const changes: Change[] = [];
  let { parsed, splices } = start;
  const make = (edit: EntryEdit): void => {
    const plan = planEntry(parsed, edit);
    if (plan === undefined) return;
    if ('code' in plan) return void refused.set(edit, plan);
    const document = { index: 0, start: 0, end: parsed.text.length };
    const now = makeProved(parsed, document, [plan], plan.splices);
    if (now === undefined) return void refused.set(edit, refuseUnproved(edit));
    splices = composeSplices(splices, plan.splices, length);
    parsed = now;
    changes.push(plan.change);
  };
  const once = withoutRepeats(edits, refused);
  for (const edit of once) if (edit.entry !== null) make(edit);
  for (const edit of lastFirst(
    parsed,
    once.filter(({ entry }) => entry === null),
  ))
    make(edit);
  return { splices, changes };
}

/** The same place edited twice: alike is once, otherwise the first counts. What is appended has no place yet. */
function withoutRepeats(edits: readonly EntryEdit[], refused: Map<Edit, EditRefusal>): readonly EntryEdit[] {
  const seen = new Map<string, string>();
  return edits.filter((edit) => {
    if (edit.at.endsWith('/-')) return true;
    const entry = JSON.stringify(edit.entry);
    const earlier = seen.get(edit.at);
    if (earlier === undefined) seen.set(edit.at, entry);
    else if (earlier !== entry)
      refused.set(edit, refuseEdit(edit, 'edited-twice', 'Another edit is about the same place.'));
    return earlier === undefined;
  });
}

function lastFirst(parsed: ParsedText, removals: readonly EntryEdit[]): readonly EntryEdit[] {
  const placed = removals.map((edit) => {
    const plan = planEntry(parsed, edit);
    return { edit, start: plan !== undefined && 'splices' in plan ? (plan.splices.at(-1)?.start ?? 0) : 0 };
  });
  return placed.sort((a, b) => b.start - a.start).map(({ edit }) => edit);
}
