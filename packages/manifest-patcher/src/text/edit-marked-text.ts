import type { EditedDocument } from '../edit/edit-document.ts';
import type { Edit, EditRefusal } from '../edit/patch.ts';
import { planEdit } from '../edit/plan-edit.ts';
import type { PlannedEdit } from '../edit/planned-edit.ts';
import { editedId, isVersionEdit, refuseEdit, refuseMissing, refuseUnproved } from '../edit/refuse-edit.ts';
import { applySplices } from '../edit/splice.ts';
import type { LocatedField } from '../read-document.ts';
import { LineIndex } from '../source/line-index.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Segment } from '../source/split-documents.ts';
import { readMarkedLines } from './read-marked-text.ts';

/** Edit the marked lines of a text; it is read again afterwards, and every field must be what it was or shall be. */
export function editMarkedText(
  source: SourceFile,
  segment: Segment,
  fields: readonly LocatedField[],
  edits: readonly Edit[],
  refused: Map<Edit, EditRefusal>,
): EditedDocument {
  const planned = new Map<string, PlannedEdit>();
  for (const wish of edits) {
    const located = fields.find(({ field }) => field.id === editedId(wish));
    const outcome = outcomeOf(wish, located);
    const earlier = planned.get(editedId(wish));
    if (outcome === undefined) continue;
    if ('code' in outcome) refused.set(wish, outcome);
    else if (earlier === undefined) planned.set(editedId(wish), outcome);
    else if (earlier.change.to !== outcome.change.to) {
      const reason = `The same field was to become ${earlier.change.to}.`;
      refused.set(wish, refuseEdit(wish, 'edited-twice', reason));
    }
  }
  const plans = [...planned.values()];
  const splices = plans.flatMap((plan) => plan.splices).toSorted((a, b) => a.start - b.start);
  const text = Buffer.from(applySplices(Buffer.from(source.text, 'latin1'), splices)).toString('latin1');
  const end = segment.end + text.length - source.text.length;
  const now = readMarkedLines({ ...source, text, lines: new LineIndex(text) }, { ...segment, end });
  if (!sameBut(fields, now.fields, planned)) {
    for (const { edit } of plans) refused.set(edit, refuseUnproved(edit));
    return { splices: [], changes: [] };
  }
  return { splices, changes: plans.map(({ change }) => change) };
}

function outcomeOf(wish: Edit, located: LocatedField | undefined): PlannedEdit | EditRefusal | undefined {
  if (located === undefined) return refuseMissing(wish);
  if (isVersionEdit(wish)) return planEdit(located, wish);
  return refuseEdit(
    wish,
    'unreadable',
    'The text is not YAML, so only versions on its marked lines are edited.',
  );
}

function sameBut(
  before: readonly LocatedField[],
  now: readonly LocatedField[],
  planned: ReadonlyMap<string, PlannedEdit>,
): boolean {
  return (
    before.length === now.length &&
    before.every(({ field }, index) => {
      const wanted = planned.get(field.id)?.change.to ?? field.image?.original;
      return now[index]?.field.id === field.id && now[index].field.image?.original === wanted;
    })
  );
}
