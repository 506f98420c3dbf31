import type { Node } from 'yaml';
import type { DocumentReading } from '../read-document.ts';
import { asBuffer, type SourceFile } from '../source/source-file.ts';
import { type Segment, splitDocuments } from '../source/split-documents.ts';
import { parseDocument } from '../tree/parse-document.ts';
import type { PlannedEdit } from './plan-edit.ts';
import { sameTrees } from './same-trees.ts';
import type { Splice } from './splice.ts';

/** A document that edits change, as it was before. */
export interface TouchedDocument {
  readonly segment: Segment;
  readonly reading: DocumentReading;
}

/** Edits that were made, and what they were made of. */
export interface MadeEdits {
  readonly source: SourceFile;
  readonly segments: readonly Segment[];
  readonly touched: readonly TouchedDocument[];
  readonly planned: readonly PlannedEdit[];
  /** In the order of the file. */
  readonly splices: readonly Splice[];
  readonly result: Uint8Array;
}

/**
 * Whether a file after its edits says the same as before but for the intended values: the same documents at the same
 * places, and in each touched one the same tree. The other documents have the same bytes, so they need no parsing.
 */
export function proveEdits({ source, segments, touched, planned, splices, result }: MadeEdits): boolean {
  const text = asBuffer(result).toString('latin1');
  const now = [...splitDocuments(text)];
  if (!samePlaces(segments, now, splices)) return false;
  const intended = new Map<Node, string>(planned.flatMap((item) => [...item.intended]));
  return touched.every(({ segment, reading }) => {
    const segmentNow = now[segment.index];
    if ('code' in reading.tree) return true; // Nothing in it could be edited, so its bytes are the same.
    if (segmentNow === undefined) return false;
    const tree = parseDocument(text, segmentNow);
    if ('code' in tree) return false;
    return sameTrees({ root: reading.tree.root, text: source.text }, { root: tree.root, text }, intended);
  });
}

/** Whether each document still begins and ends where it did, moved by what the splices before it added or removed. */
function samePlaces(
  before: readonly Segment[],
  after: readonly Segment[],
  splices: readonly Splice[],
): boolean {
  if (before.length !== after.length) return false;
  let shift = 0;
  let next = 0;
  return before.every(({ start, end }, index) => {
    const startNow = start + shift;
    for (let splice = splices[next]; splice !== undefined && splice.end <= end; splice = splices[next]) {
      shift += splice.bytes.length - (splice.end - splice.start);
      next += 1;
    }
    return after[index]?.start === startNow && after[index].end === end + shift;
  });
}
