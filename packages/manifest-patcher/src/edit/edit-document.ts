import { type LocatedField, readDocument } from '../read-document.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Segment } from '../source/split-documents.ts';
import { editMarkedText } from '../text/edit-marked-text.ts';
import { parseDocument } from '../tree/parse-document.ts';
import { makeEntryEdits } from './entries/make-entry-edits.ts';
import { clashing, orderSplices } from './order-splices.ts';
import type { Change, Edit, EditRefusal } from './patch.ts';
import { commentedLines, planComment } from './plan-comment.ts';
import { planVersions } from './plan-versions.ts';
import type { Outcome, PlannedEdit } from './planned-edit.ts';
import { provable } from './provable.ts';
import { makeProved, type ParsedText } from './prove-edits.ts';
import {
  editedId,
  isCommentEdit,
  isEntryEdit,
  isVersionEdit,
  refuseEdit,
  refuseMissing,
  refuseUnproved,
} from './refuse-edit.ts';
import { moveSplices, type Splice } from './splice.ts';

/** What came of the edits of one document. */
export interface EditedDocument {
  /** Into the file, in its order. */
  readonly splices: readonly Splice[];
  /** Values and comments in the order of the file, then entries in the order in which they were made. */
  readonly changes: readonly Change[];
}

/** Make the edits of one document: versions and comments together, then entries one by one. */
export function editDocument(
  source: SourceFile,
  segment: Segment,
  edits: readonly Edit[],
  refused: Map<Edit, EditRefusal>,
): EditedDocument {
  const reading = readDocument(source, segment, { kinds: [], keyed: true });
  const { tree } = reading;
  const fields = [...reading.fields, ...concerned(reading.openFields, edits)];
  if ('code' in tree && fields.length > 0) return editMarkedText(source, segment, fields, edits, refused);
  if ('code' in tree) {
    for (const edit of edits) refused.set(edit, refuseEdit(edit, 'unreadable', tree.message));
    return { splices: [], changes: [] };
  }
  const { text } = source;
  const byId = new Map(fields.map((located) => [located.field.id, located]));
  const commentEdits = edits.filter(isCommentEdit);
  const lines = commentEdits.length > 0 ? commentedLines(text, tree.comments, fields) : undefined;
  const comments = commentEdits.map((edit): Outcome => {
    const located = byId.get(editedId(edit));
    if (located === undefined || lines === undefined) return { edit, outcome: refuseMissing(edit) };
    return { edit, outcome: planComment(located, edit, lines) };
  });
  const versions = planVersions({ text, tree }, byId, edits.filter(isVersionEdit));
  const made = makeTogether({ text, tree }, segment, accept([...versions, ...comments], refused), refused);
  const entries = edits.filter(isEntryEdit);
  if (entries.length === 0) return made;
  if (source.sealed) {
    for (const edit of entries) refused.set(edit, refuseEdit(edit, 'sealed', sealed));
    return made;
  }
  const parsed = made.parsed ?? parseAlone(text.slice(segment.start, segment.end));
  if (parsed === undefined) return made;
  const start = { parsed, splices: moveSplices(made.splices, -segment.start) };
  const more = makeEntryEdits(start, segment.end - segment.start, entries, refused);
  return {
    splices: moveSplices(more.splices, segment.start),
    changes: [...made.changes, ...more.changes],
  };
}

/** Of scalars that only their key makes fields, those that are edited: the others are no image's. */
function concerned(open: readonly LocatedField[], edits: readonly Edit[]): readonly LocatedField[] {
  const edited = new Set(edits.map(editedId));
  return open.filter((located) => located.open === 'marked' || edited.has(located.field.id));
}

const sealed = 'The file is sealed by SOPS: any change would break its MAC. Edit it with sops.';

interface MadeTogether extends EditedDocument {
  /** The document alone, afterwards; missing where nothing was changed. */
  readonly parsed?: ParsedText;
}

/** Make all edits that can be proved. */
function makeTogether(
  before: ParsedText,
  segment: Segment,
  planned: readonly PlannedEdit[],
  refused: Map<Edit, EditRefusal>,
): MadeTogether {
  const proved = provable(planned, (part) => makeProved(before, segment, part, orderSplices(part)));
  const part = new Set(proved?.part);
  for (const { edit } of planned.filter((plan) => !part.has(plan))) refused.set(edit, refuseUnproved(edit));
  if (proved === undefined) return { splices: [], changes: [] };
  const inOrder = [...proved.part].sort((a, b) => startOf(a) - startOf(b));
  return {
    splices: orderSplices(proved.part),
    changes: inOrder.map(({ change }) => change),
    parsed: proved.proof,
  };
}

/** The plans that can be made together. Of two about the same thing the first counts. */
function accept(outcomes: readonly Outcome[], refused: Map<Edit, EditRefusal>): readonly PlannedEdit[] {
  const plans = new Map<string, PlannedEdit>();
  for (const { edit, outcome } of outcomes) {
    if (outcome === undefined) continue;
    if ('code' in outcome) {
      refused.set(edit, outcome);
      continue;
    }
    const what = 'comment' in edit ? `comment ${edit.role ?? ''}` : 'version';
    const key = `${what} ${editedId(edit)}`;
    const earlier = plans.get(key);
    if (earlier === undefined) plans.set(key, outcome);
    else if (earlier.change.to !== outcome.change.to) {
      const reason = `The same was to become ${earlier.change.to}.`;
      refused.set(edit, refuseEdit(edit, 'edited-twice', reason));
    }
  }
  const planned = [...plans.values()];
  const clashes = clashing(planned);
  for (const { edit } of clashes) {
    const reason = 'Another edit gives the same text, which both share, another value.';
    refused.set(edit, refuseEdit(edit, 'edited-twice', reason));
  }
  return planned.filter((plan) => !clashes.has(plan));
}

function parseAlone(text: string): ParsedText | undefined {
  const tree = parseDocument(text, { index: 0, start: 0, end: text.length });
  return 'code' in tree ? undefined : { text, tree };
}

function startOf({ splices }: PlannedEdit): number {
  return splices[0]?.start ?? 0;
}
