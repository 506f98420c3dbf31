import type { ImageReference } from '@deployment-automator/image-reference';
import type { ImageField } from '../facts.ts';
import type { LocatedField } from '../read-document.ts';
import { newTexts } from './new-texts.ts';
import { openText, openTexts } from './open-texts.ts';
import type { EditRefusal, VersionEdit } from './patch.ts';
import type { PlannedEdit } from './planned-edit.ts';
import { refuseEdit } from './refuse-edit.ts';
import { replaceScalar, type WrittenScalar } from './replace-scalar.ts';

/** Plan one edit of a field as it is now; undefined where there is nothing to do. */
export function planEdit(located: LocatedField, edit: VersionEdit): PlannedEdit | EditRefusal | undefined {
  const { field, inner } = located;
  if (typeof edit.field !== 'string' && !sameText(edit.field, field)) {
    return refuseEdit(
      edit,
      'changed',
      'The value is not what it was when the edit was made. Read the file again.',
    );
  }
  if (field.refusal !== undefined) return refuseEdit(edit, field.refusal.code, field.refusal.reason);
  const now = stateOf(located);
  if (now === undefined) {
    return refuseEdit(edit, 'not-a-reference', 'The field holds no whole image reference.');
  }
  if (now.digest !== undefined && edit.to.digest === undefined && edit.unpin !== true) {
    const reason =
      'The image is pinned by a digest. Give the new digest with the tag, or say that it shall be dropped.';
    return refuseEdit(edit, 'pinned', reason);
  }
  const planned =
    field.image === undefined
      ? openTexts(located.slots, edit.to)
      : newTexts(located.slots, field.image, edit.to);
  if ('code' in planned) return refuseEdit(edit, planned.code, planned.reason);
  if (planned.reference === now.original) return undefined;
  const written = planned.texts.map(({ slot, text }) => ({ slot, ...writeSlot(located, slot.at, text) }));
  const values = new Map(written.map(({ slot, value }) => [slot.at.node, value]));
  return {
    edit,
    change: { field: field.id, from: now.original, to: planned.reference },
    splices: written.map(({ splice }) => splice).toSorted((a, b) => a.start - b.start),
    intended: inner === undefined ? { values } : {},
    ...(inner === undefined
      ? {}
      : {
          inner: {
            ...inner,
            values: written.map(({ slot, value }) => ({ pointer: slot.at.pointer, value })),
          },
        }),
  };
}

/** What the field says; undefined for an image field that is no whole reference. */
function stateOf({
  field,
  slots: [slot],
  open,
}: LocatedField): Pick<ImageReference, 'original' | 'digest'> | undefined {
  if (field.image !== undefined || open === undefined || slot === undefined) return field.image;
  const original = openText(slot);
  const [, digest] = original.split('@');
  return digest === undefined ? { original } : { original, digest };
}

function sameText(then: ImageField, now: ImageField): boolean {
  return (
    then.slots.length === now.slots.length &&
    then.slots.every(
      ({ role, text }, index) => now.slots[index]?.role === role && now.slots[index].text === text,
    )
  );
}

type SlotCursor = LocatedField['slots'][number]['at'];

function writeSlot({ field, marked }: LocatedField, at: SlotCursor, text: string): WrittenScalar {
  // A text file has no scalars: what stands there is replaced as it is. JSON has no plain strings.
  if (marked === true) return { splice: { ...at.span, bytes: Buffer.from(text) }, value: text };
  const written = replaceScalar(at, text);
  const isJson = /\.json$/i.test(field.place.file);
  return isJson ? { ...written, splice: { ...at.span, bytes: Buffer.from(JSON.stringify(text)) } } : written;
}
