import { parseFieldId } from '../field-id.ts';
import { isReadable } from '../source/is-readable.ts';
import { asBuffer, openSource } from '../source/source-file.ts';
import { type Segment, splitDocuments, wholeText } from '../source/split-documents.ts';
import { decodeUtf16 } from '../source/utf16.ts';
import { editDocument } from './edit-document.ts';
import { patchUtf16 } from './edit-utf16.ts';
import type { Change, Edit, EditRefusal, Patch } from './patch.ts';
import { samePlaces } from './prove-edits.ts';
import { editedId, refuseEdit, refuseMissing, refuseUnproved } from './refuse-edit.ts';
import { applySplices, invertSplices, type Splice } from './splice.ts';

/**
 * Give image fields of one file new versions, and its lines, mappings and sequences new comments and entries.
 *
 * Pure. Only the bytes of the edited scalars, comments and entries are replaced. What comes out is parsed again and
 * compared with the original: an edit that would change anything but what it says is refused. Bad files and bad edits
 * are refused, never thrown.
 *
 * @param path as it was given to `readFile`
 */
export function edit(path: string, bytes: Uint8Array, edits: readonly Edit[]): Patch {
  const utf16 = decodeUtf16(asBuffer(bytes));
  if (utf16 !== undefined) return patchUtf16(bytes, utf16, edit(path, utf16.utf8, edits), edits);
  const source = openSource(path, asBuffer(bytes));
  if ('code' in source) {
    return unchanged(
      bytes,
      edits.map((wish) => refuseEdit(wish, 'unreadable', source.message)),
    );
  }
  const segments = isReadable(path) ? segmentsOf(source.text) : [wholeText(source.text)];
  const refused = new Map<Edit, EditRefusal>();
  const byDocument = groupByDocument(path, edits, segments, refused);
  const splices: Splice[] = [];
  const changes: Change[] = [];
  for (const segment of segments) {
    const wishes = byDocument.get(segment.index);
    if (wishes === undefined) continue;
    const edited = editDocument(source, segment, wishes, refused);
    splices.push(...edited.splices);
    changes.push(...edited.changes);
  }
  const inOrder = (): EditRefusal[] => edits.flatMap((wish) => refused.get(wish) ?? []);
  if (changes.length === 0) return unchanged(bytes, inOrder());
  const result = applySplices(bytes, splices);
  if (isReadable(path) && !samePlaces(segments, asBuffer(result).toString('latin1'), splices)) {
    for (const wish of edits) if (!refused.has(wish)) refused.set(wish, refuseUnproved(wish));
    return unchanged(bytes, inOrder());
  }
  return { bytes: result, changes, undo: invertSplices(bytes, splices), refused: inOrder() };
}

/** The documents of a file; one without any content has a single empty one. */
function segmentsOf(text: string): readonly Segment[] {
  const segments = [...splitDocuments(text)];
  return segments.length > 0 ? segments : [wholeText(text)];
}

function groupByDocument(
  path: string,
  edits: readonly Edit[],
  segments: readonly Segment[],
  refused: Map<Edit, EditRefusal>,
): ReadonlyMap<number, readonly Edit[]> {
  const groups = new Map<number, Edit[]>();
  for (const wish of edits) {
    const id = parseFieldId(editedId(wish));
    if (id === undefined || id.file !== path || id.document >= segments.length) {
      refused.set(wish, refuseMissing(wish));
      continue;
    }
    const group = groups.get(id.document);
    if (group === undefined) groups.set(id.document, [wish]);
    else group.push(wish);
  }
  return groups;
}

function unchanged(bytes: Uint8Array, refused: readonly EditRefusal[]): Patch {
  return { bytes, changes: [], undo: [], refused };
}
