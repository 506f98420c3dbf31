import {
  type ImageReference,
  ImageReferenceError,
  tryParseImageReference,
  withVersion,
} from '@deployment-automator/image-reference';
import { isScalar, type Node } from 'yaml';
import type { ImageField } from '../facts.ts';
import type { LocatedField } from '../read-document.ts';
import type { Cursor } from '../tree/cursor.ts';
import type { Change, Edit, EditRefusal, EditRefusalCode } from './patch.ts';
import type { Splice } from './splice.ts';
import { writeScalar } from './write-scalar.ts';

/** What one edit does to the bytes. */
export interface PlannedEdit {
  readonly change: Change;
  readonly splices: readonly Splice[];
  /** The nodes that change, and the string each shall be. */
  readonly intended: ReadonlyMap<Node, string>;
}

/** The id of an edit's field. */
export function editedId({ field }: Edit): string {
  return typeof field === 'string' ? field : field.id;
}

/** Plan one edit of a field as it is now; undefined where there is nothing to do. */
export function planEdit(located: LocatedField, edit: Edit): PlannedEdit | EditRefusal | undefined {
  const { field, slots } = located;
  if (typeof edit.field !== 'string' && !sameText(edit.field, field)) {
    return refuseEdit(
      edit,
      'changed',
      'The value is not what it was when the edit was made. Read the file again.',
    );
  }
  if (field.refusal !== undefined) return refuseEdit(edit, field.refusal.code, field.refusal.reason);
  const [slot] = slots;
  if (field.image === undefined || slot === undefined) {
    return refuseEdit(edit, 'not-a-reference', 'The field holds no whole image reference.');
  }
  if (field.image.digest !== undefined && edit.to.digest === undefined && edit.unpin !== true) {
    const reason =
      'The image is pinned by a digest. Give the new digest with the tag, or say that it shall be dropped.';
    return refuseEdit(edit, 'pinned', reason);
  }
  const to = newReference(field.image, edit);
  if (to === undefined) {
    return refuseEdit(edit, 'invalid-version', 'The new tag or digest is not valid, or both are missing.');
  }
  if (to === field.image.original) return undefined;
  return {
    change: { field: field.id, from: field.image.original, to },
    splices: [replaceScalar(slot.at, to)],
    intended: new Map([[slot.at.node, to]]),
  };
}

export function refuseEdit(edit: Edit, code: EditRefusalCode, reason: string): EditRefusal {
  return { field: editedId(edit), code, reason };
}

function sameText(then: ImageField, now: ImageField): boolean {
  return (
    then.slots.length === now.slots.length &&
    then.slots.every(
      ({ role, text }, index) => now.slots[index]?.role === role && now.slots[index].text === text,
    )
  );
}

function newReference(image: ImageReference, { to }: Edit): string | undefined {
  if (to.tag === undefined && to.digest === undefined) return undefined;
  try {
    const text = withVersion(image, to);
    return tryParseImageReference(text) === undefined ? undefined : text;
  } catch (cause) {
    if (cause instanceof ImageReferenceError) return undefined;
    throw cause;
  }
}

function replaceScalar(at: Cursor, value: string): Splice {
  const style = isScalar(at.node) ? at.node.type : undefined;
  return { ...at.span, bytes: Buffer.from(writeScalar(value, style, at.inFlow)) };
}
