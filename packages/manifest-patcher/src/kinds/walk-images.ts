import { isMap, isScalar, isSeq } from 'yaml';
import type { Cursor } from '../tree/cursor.ts';
import { composeReference } from './compose-reference.ts';
import type { Findings, FoundImage, FoundSlot } from './found-image.ts';
import { type ImageParts, imageParts } from './image-parts.ts';
import { referenceIn, splitShapes, suffixedImage } from './image-shapes.ts';
import { looksLikeImage, looksLikeTemplate, surelyLooksLikeImage } from './looks-like-image.ts';
import { otherMeanings } from './not-images.ts';

/** What the kind of a document changes in how it is walked. */
export interface Surroundings {
  /** What an image in this mapping is called; `key` is given where the image is that entry alone. */
  nameOf(at: Cursor, key?: string): string | undefined;
  /** Whether a mapping can be nothing but a container, so that an `image` that is no reference is listed too. */
  isContainer?(at: Cursor): boolean;
  /** Called for each mapping, sequence and alias, before its own images are looked for. */
  enter?(at: Cursor, findings: Findings): void;
  /** Whether not to go into a child. */
  skips?(at: Cursor): boolean;
  /** Whether `image: nginx` with neither tag nor path is an image. Default: `true`. */
  readonly bareWords?: boolean;
}

/** Find images by the shapes that mappings have, at any depth. */
export function walkImages(at: Cursor, findings: Findings, around: Surroundings): void {
  const { node } = at;
  if (isScalar(node)) {
    findings.inner(at);
    return;
  }
  around.enter?.(at, findings);
  if (!isMap(node) && !isSeq(node)) return;
  if (isMap(node)) readMapping(at, findings, around);
  for (const child of at.branches()) {
    const key = String(child.key);
    if (!otherMeanings.has(key) && around.skips?.(child) !== true) walkImages(child, findings, around);
  }
}

function readMapping(at: Cursor, findings: Findings, around: Surroundings): void {
  const parts = imageParts(at);
  if (parts === undefined || isFreeText(at)) return;
  const certain = around.isContainer?.(at) ?? false;
  const report = (slots: readonly FoundSlot[], key?: string): void => {
    const name = around.nameOf(at, key);
    const found: FoundImage = { slots, ...(name === undefined ? {} : { name }) };
    findings.image(certain ? { ...found, certain } : found);
  };
  const split = splitSlots(parts, findings);
  if (split !== undefined) report(split);
  const image = parts.get('image');
  if (image !== undefined && !split?.some((slot) => slot.at.node === image.node)) {
    const slots = [referenceIn(image, parts.get('registry'))];
    const looks = around.bareWords === false ? surelyLooksLikeImage : looksLikeImage;
    if (certain || mayBeImage(slots, findings, looks)) report(slots, 'image');
  }
  for (const key of parts.suffixed) {
    const slots = suffixedImage(parts, key);
    if (slots !== undefined && mayBeImage(slots, findings, surelyLooksLikeImage)) report(slots, key);
  }
}

function splitSlots(parts: ImageParts, findings: Findings): readonly FoundSlot[] | undefined {
  const under = keyOf(parts.at);
  for (const shape of splitShapes) {
    const slots = shape(parts, under);
    if (slots !== undefined && mayBeImage(slots, findings, looksLikeImage)) return slots;
  }
  return undefined;
}

/** The nearest key above: of a list's item the list's own. */
function keyOf({ key, parent }: Cursor): string {
  return typeof key === 'number' && parent !== undefined ? keyOf(parent) : String(key);
}

/** Annotations and plain labels hold texts of any kind. */
function isFreeText(at: Cursor): boolean {
  return at.key === 'annotations' && at.parent?.key === 'metadata';
}

function mayBeImage(
  slots: readonly FoundSlot[],
  findings: Findings,
  looks: (text: string) => boolean,
): boolean {
  const parts = slots.map((slot) => ({ role: slot.role, text: partText(slot, findings) }));
  const names = parts.filter(({ role }) => role !== 'tag' && role !== 'digest');
  if (
    slots.some(
      ({ role, at }) => role === 'reference' && !at.isAlias && isScalar(at.node) && at.string === undefined,
    )
  )
    return false;
  return (
    looks(composeReference(parts)) ||
    (parts.some(({ text }) => looksLikeTemplate(text)) && !names.some(isUrl))
  );
}

function isUrl({ text }: { readonly text: string }): boolean {
  return /:\/\/|^git@|\.git$/.test(text);
}

/** The part of the reference that a slot's scalar holds; its source where it is no scalar but a template. */
export function partText(
  { at, prefix = '', implied = '' }: FoundSlot,
  findings: Pick<Findings, 'text'>,
): string {
  const text = (findings.text(at) ?? at.source).slice(prefix.length);
  return text === '' ? '' : implied + text;
}
