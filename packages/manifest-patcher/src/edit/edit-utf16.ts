import { asBuffer } from '../source/source-file.ts';
import { decodeUtf16, encodeUtf16, spansInUtf16, type Utf16File } from '../source/utf16.ts';
import type { Edit, Patch } from './patch.ts';
import { refuseUnproved } from './refuse-edit.ts';
import { applySplices, invertSplices } from './splice.ts';

/** A patch of the UTF-8 text as a patch of the UTF-16 file, whose bytes outside the splices stay as they are. */
export function patchUtf16(bytes: Uint8Array, file: Utf16File, patch: Patch, edits: readonly Edit[]): Patch {
  if (patch.changes.length === 0) return { ...patch, bytes };
  const splices = invertSplices(patch.bytes, patch.undo);
  const move = spansInUtf16(splices, file);
  const moved = splices.map((splice) => ({ ...move(splice), bytes: encodeUtf16(splice.bytes, file) }));
  const result = applySplices(bytes, moved);
  const says = decodeUtf16(asBuffer(result))?.utf8;
  if (says === undefined || Buffer.compare(says, patch.bytes) !== 0) {
    return { bytes, changes: [], undo: [], refused: edits.map((edit) => refuseUnproved(edit)) };
  }
  return { ...patch, bytes: result, undo: invertSplices(bytes, moved) };
}
