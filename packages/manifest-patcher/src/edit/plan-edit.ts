import {
  type ImageReference,
  ImageReferenceError,
  tryParseImageReference,
  withVersion,
} from '@deployment-automator/image-reference';
import type { ImageField } from '../facts.ts';
import type { LocatedField } from '../read-document.ts';
import type { EditRefusal, VersionEdit } from './patch.ts';
import type { PlannedEdit } from './planned-edit.ts';
import { refuseEdit } from './refuse-edit.ts';
import { replaceScalar } from './replace-scalar.ts';

/** Plan one edit of a field as it is now; undefined where there is nothing to do. */
export function planEdit(located: LocatedField, edit: VersionEdit): PlannedEdit | EditRefusal | undefined {
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
  const written = replaceScalar(slot.at, to);
  return {
    edit,
    change: { field: field.id, from: field.image.original, to },
    splices: [written.splice],
    intended: { values: new Map([[slot.at.node, written.value]]) },
  };
}

function sameText(then: ImageField, now: ImageField): boolean {
  return (
    then.slots.length === now.slots.length &&
    then.slots.every(
      ({ role, text }, index) => now.slots[index]?.role === role && now.slots[index].text === text,
    )
  );
}

function newReference(image: ImageReference, { to }: VersionEdit): string | undefined {
  if (to.tag === undefined && to.digest === undefined) return undefined;
  try {
    const text = withVersion(image, to);
    return tryParseImageReference(text) === undefined ? undefined : text;
  } catch (cause) {
    if (cause instanceof ImageReferenceError) return undefined;
    throw cause;
  }
}
