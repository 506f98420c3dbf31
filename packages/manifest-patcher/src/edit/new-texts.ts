import {
  type ImageReference,
  ImageReferenceError,
  type ImageVersion,
  isDigest,
  isTag,
  tryParseImageReference,
  withVersion,
} from '@deployment-automator/image-reference';
import type { SlotRole } from '../facts.ts';
import { composeReference } from '../kinds/compose-reference.ts';
import type { FoundSlot } from '../kinds/found-image.ts';
import type { EditRefusalCode } from './patch.ts';

/** The new texts of a field's scalars. */
export interface NewTexts {
  /** Only the slots whose text changes. */
  readonly texts: readonly NewText[];
  /** The whole reference afterwards. */
  readonly reference: string;
}

interface NewText {
  readonly slot: FoundSlot;
  readonly text: string;
}

export interface Refused {
  readonly code: EditRefusalCode;
  readonly reason: string;
}

/** Spread a version over the scalars that a field has. */
export function newTexts(
  slots: readonly FoundSlot[],
  image: ImageReference,
  to: ImageVersion,
): NewTexts | Refused {
  if (to.tag === undefined && to.digest === undefined) return invalid;
  const whole = slots.find(({ role }) => role === 'reference');
  return whole === undefined ? splitTexts(slots, to) : wholeText(whole, image, to);
}

export const invalid: Refused = {
  code: 'invalid-version',
  reason: 'The new tag or digest is not valid, or both are missing.',
};

function wholeText(slot: FoundSlot, image: ImageReference, to: ImageVersion): NewTexts | Refused {
  try {
    const reference = withVersion(image, to);
    if (tryParseImageReference(reference) === undefined) return invalid;
    const text = (slot.prefix ?? '') + reference.slice(slot.implied?.length ?? 0);
    return { texts: [{ slot, text }], reference };
  } catch (cause) {
    if (cause instanceof ImageReferenceError) return invalid;
    throw cause;
  }
}

/** A digest goes where one is: in its own scalar, or behind the tag's. Nothing is added to the mapping or taken away. */
function splitTexts(
  slots: readonly FoundSlot[],
  { tag = '', digest = '' }: ImageVersion,
): NewTexts | Refused {
  if ((tag !== '' && !isTag(tag)) || (digest !== '' && !isDigest(digest))) return invalid;
  const tagSlot = slots.find(({ role }) => role === 'tag');
  const digestSlot = slots.find(({ role }) => role === 'digest');
  const tagNow = tagSlot === undefined ? '' : textOf(tagSlot);
  const joined = digestSlot === undefined && tagNow.includes('@');

  if (tag !== '' && tagSlot === undefined) return noSlot('no tag beside its digest. Write one there');
  if (tag === '' && tagNow !== '') return noSlot('a tag, which cannot be left out. Remove it');
  if (digest !== '' && digestSlot === undefined && !joined) {
    return noSlot('no digest beside its tag. Write the digest behind the tag once, as in 1.2@sha256:…');
  }
  if (digest === '' && digestSlot !== undefined && textOf(digestSlot) !== '') {
    return noSlot('a digest of its own, which cannot be left out. Remove it');
  }
  const wanted: Partial<Record<SlotRole, string>> = {
    tag: joined && digest !== '' ? `${tag}@${digest}` : tag,
    digest: joined ? '' : digest,
  };
  const parts = slots.map((slot) => ({ role: slot.role, text: wanted[slot.role] ?? textOf(slot) }));
  const reference = composeReference(parts);
  const read = tryParseImageReference(reference);
  if (read === undefined || (read.tag ?? '') !== tag || (read.digest ?? '') !== digest) return invalid;
  const texts = slots.flatMap((slot) => {
    const text = wanted[slot.role];
    if (text === undefined || text === textOf(slot)) return [];
    return [{ slot, text: (slot.prefix ?? '') + text.slice(slot.implied?.length ?? 0) }];
  });
  return { texts, reference };
}

function noSlot(what: string): Refused {
  return { code: 'no-slot', reason: `The image is split over several values, and there is ${what}.` };
}

/** The part of the reference that a slot holds; an empty value (`null`) holds none. */
function textOf({ at, prefix = '', implied = '' }: FoundSlot): string {
  const text = at.isNull ? '' : (at.scalar ?? '').slice(prefix.length);
  return text === '' ? '' : implied + text;
}
