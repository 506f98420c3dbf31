import { type ImageVersion, isDigest, isTag } from '@deployment-automator/image-reference';
import type { FoundSlot } from '../kinds/found-image.ts';
import { invalid, type NewTexts, type Refused } from './new-texts.ts';
import type { EditRefusalCode } from './patch.ts';

/** What an open field's scalar says; an empty value (`null`) says nothing. */
export function openText({ at }: FoundSlot): string {
  return at.isNull ? '' : (at.scalar ?? '');
}

/** The new text of an open field, which has one scalar. As in a split field, a digest only goes where one is. */
export function openTexts([slot]: readonly FoundSlot[], { tag, digest }: ImageVersion): NewTexts | Refused {
  if (slot === undefined || (tag === undefined && digest === undefined)) return invalid;
  if ((tag !== undefined && !isTag(tag)) || (digest !== undefined && !isDigest(digest))) return invalid;
  const text = slot.role === 'digest' ? digestAlone(tag, digest) : tagText(slot, tag, digest);
  return typeof text === 'string' ? { texts: [{ slot, text }], reference: text } : text;
}

function digestAlone(tag: string | undefined, digest: string | undefined): string | Refused {
  return tag === undefined && digest !== undefined ? digest : noSlot('holds a digest only');
}

function tagText(slot: FoundSlot, tag: string | undefined, digest: string | undefined): string | Refused {
  if (slot.role !== 'tag') return noSlot("holds an image's name only");
  if (tag === undefined) return noSlot('holds a tag, which cannot be left out');
  if (digest === undefined) return tag;
  const joined = openText(slot).includes('@');
  return joined
    ? `${tag}@${digest}`
    : noSlot('has no digest. Write it behind the tag once, as in 1.2@sha256:…');
}

function noSlot(what: string): Refused {
  const code: EditRefusalCode = 'no-slot';
  return { code, reason: `The value ${what}.` };
}
