import { parseFieldId } from '../field-id.ts';
import { type DocumentReading, type LocatedField, readDocument } from '../read-document.ts';
import { asBuffer, openSource, type SourceFile } from '../source/source-file.ts';
import { type Segment, splitDocuments } from '../source/split-documents.ts';
import type { Edit, EditRefusal, Patch } from './patch.ts';
import { type PlannedEdit, planEdit } from './plan-edit.ts';
import { proveEdits, type TouchedDocument } from './prove-edits.ts';
import { editedId, refuseEdit } from './refuse-edit.ts';
import { applySplices, invertSplices } from './splice.ts';

/**
 * Give image fields of one file new versions.
 *
 * Pure. Only the bytes of the edited scalars are replaced. The result is parsed again and compared with the original:
 * if anything but the edited values differs, nothing is changed at all. Bad files and bad edits are refused, never
 * thrown.
 *
 * @param path as it was given to `readFile`
 */
export function edit(path: string, bytes: Uint8Array, edits: readonly Edit[]): Patch {
  const source = openSource(path, asBuffer(bytes));
  if ('code' in source) {
    return unchanged(
      bytes,
      edits.map((wish) => refuseEdit(wish, 'unreadable', source.message)),
    );
  }
  const segments = [...splitDocuments(source.text)];
  const touched = readTouched(source, segments, edits);
  const { planned, refused } = plan(touched, edits);
  if (planned.length === 0) return unchanged(bytes, refused);

  planned.sort((a, b) => startOf(a) - startOf(b));
  const splices = planned.flatMap((item) => item.splices);
  const result = applySplices(bytes, splices);
  const proved = proveEdits({ source, segments, touched: [...touched.values()], planned, splices, result });
  if (!proved) {
    const reason =
      'Parsed again, the file would differ in more than this value, so nothing in it was changed.';
    const ids = new Set(planned.map((item) => item.change.field));
    const failed = edits.filter((wish) => ids.has(editedId(wish)));
    return unchanged(bytes, [...refused, ...failed.map((wish) => refuseEdit(wish, 'not-proved', reason))]);
  }
  const changes = planned.map((item) => item.change);
  return { bytes: result, changes, undo: invertSplices(bytes, splices), refused };
}

function readTouched(
  source: SourceFile,
  segments: readonly Segment[],
  edits: readonly Edit[],
): ReadonlyMap<number, TouchedDocument> {
  const numbers = new Set<number>();
  for (const wish of edits) {
    const id = parseFieldId(editedId(wish));
    if (id?.file === source.path) numbers.add(id.document);
  }
  const touched = segments.filter((segment) => numbers.has(segment.index));
  return new Map(
    touched.map((segment) => [segment.index, { segment, reading: readDocument(source, segment, []) }]),
  );
}

interface Plan {
  readonly planned: PlannedEdit[];
  readonly refused: readonly EditRefusal[];
}

function plan(touched: ReadonlyMap<number, TouchedDocument>, edits: readonly Edit[]): Plan {
  const fields = new Map<string, LocatedField>();
  for (const { reading } of touched.values()) {
    for (const located of reading.fields) fields.set(located.field.id, located);
  }
  const planned = new Map<string, PlannedEdit>();
  const refused: EditRefusal[] = [];
  for (const wish of edits) {
    const id = editedId(wish);
    if (!('to' in wish)) continue;
    const located = fields.get(id);
    const outcome = located === undefined ? refuseMissing(wish, touched) : planEdit(located, wish);
    const earlier = planned.get(id);
    if (outcome === undefined) continue;
    if ('code' in outcome) refused.push(outcome);
    else if (earlier === undefined) planned.set(id, outcome);
    else if (earlier.change.to !== outcome.change.to) {
      refused.push(refuseEdit(wish, 'edited-twice', `The same field was to become ${earlier.change.to}.`));
    }
  }
  return { planned: [...planned.values()], refused };
}

function refuseMissing(wish: Edit, touched: ReadonlyMap<number, TouchedDocument>): EditRefusal {
  const document = parseFieldId(editedId(wish))?.document;
  const problem = document === undefined ? undefined : faultOf(touched.get(document)?.reading);
  if (problem !== undefined) return refuseEdit(wish, 'unreadable', problem);
  return refuseEdit(wish, 'not-found', 'There is no such image field in the file. Read it again.');
}

function faultOf(reading: DocumentReading | undefined): string | undefined {
  return reading !== undefined && 'code' in reading.tree ? reading.tree.message : undefined;
}

function startOf({ splices }: PlannedEdit): number {
  return splices[0]?.start ?? 0;
}

function unchanged(bytes: Uint8Array, refused: readonly EditRefusal[]): Patch {
  return { bytes, changes: [], undo: [], refused };
}
