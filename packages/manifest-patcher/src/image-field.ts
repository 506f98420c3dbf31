import { tryParseImageReference } from '@deployment-automator/image-reference';
import { isScalar } from 'yaml';
import { blockLine } from './edit/replace-scalar.ts';
import type { FieldRefusalCode, ImageField, Place, Slot, SlotRole, Span } from './facts.ts';
import { fieldRefusal } from './field-refusal.ts';
import { composeReference } from './kinds/compose-reference.ts';
import type { FoundImage, FoundSlot } from './kinds/found-image.ts';
import { looksLikeTemplate } from './kinds/looks-like-image.ts';
import type { Cursor } from './tree/cursor.ts';

/** What a field's surroundings say about it. */
export interface FieldContext {
  /** The id of the resource that it belongs to. */
  readonly owner?: string;
  /** Why nothing here can be edited. */
  readonly refusal?: FieldRefusalCode;
  /** What an alias stands for; the cursor itself where it is none. */
  follow(at: Cursor): Cursor;
  /** Whether an alias elsewhere stands for this node. */
  isAliased(at: Cursor): boolean;
  /** @param inner the pointer inside the YAML that the string `at` holds, with `offset` where it stands in the file */
  place(at: Cursor, inner?: string, offset?: number): Place;
  span(at: Cursor): Span;
  id(at: Cursor, inner?: string): string;
}

/** What a reader found, as the field that the rest of the project sees. */
export function imageField(found: FoundImage, context: FieldContext): ImageField {
  const changed = changedSlot(found.slots);
  const slots = found.slots.map(
    ({ role, at }): Slot => ({ role, span: context.span(at), text: slotText(at, context) }),
  );
  const parts = found.slots.map((slot) => ({ role: slot.role, text: referenceText(slot, context) }));
  const text = composeReference(parts);
  const image = found.slots.every((slot) => isReadable(slot, context))
    ? tryParseImageReference(text)
    : undefined;
  const code = refusalCode(found.slots, image === undefined ? text : undefined, context);
  return {
    id: context.id(changed.at),
    place: context.place(changed.at),
    slots,
    ...(image === undefined ? {} : { image }),
    ...(found.name === undefined ? {} : { name: found.name }),
    ...(context.owner === undefined ? {} : { owner: context.owner }),
    ...(code === undefined ? {} : { refusal: fieldRefusal(code) }),
  };
}

/** The slot that an update changes first: the whole reference, else the tag, else the digest. */
export function changedSlot<S extends { readonly role: SlotRole }>(slots: readonly S[]): S {
  for (const role of updateOrder) {
    const slot = slots.find((candidate) => candidate.role === role);
    if (slot !== undefined) return slot;
  }
  throw new TypeError('A reader found an image without any scalar.');
}

const updateOrder: readonly SlotRole[] = ['reference', 'tag', 'digest', 'repository', 'registry'];

/** The part of the reference that a slot's scalar stands for. */
export function referenceText({ at, prefix = '', implied = '' }: FoundSlot, context: FieldContext): string {
  const value = context.follow(at);
  if (value.isNull) return '';
  const text = slotText(at, context).slice(prefix.length);
  return text === '' ? '' : implied + text;
}

/** The decoded value of a scalar, or its source where it is no scalar. */
export function slotText(at: Cursor, context: FieldContext): string {
  return context.follow(at).scalar ?? at.source;
}

/** A whole reference must be a string. Of a part the source text counts: `tag: 1.10` means 1.10. */
function isReadable({ role, at }: FoundSlot, context: FieldContext): boolean {
  const value = context.follow(at);
  return role === 'reference' ? value.string !== undefined : value.scalar !== undefined;
}

/**
 * Why a field cannot be edited; undefined where it can be.
 *
 * @param unread its whole text where that is not what it should be
 */
export function refusalCode(
  slots: readonly FoundSlot[],
  unread: string | undefined,
  context: FieldContext,
): FieldRefusalCode | undefined {
  const some = (holds: (at: Cursor) => boolean): boolean => slots.some(({ at }) => holds(at));
  if (context.refusal !== undefined) return context.refusal;
  if (some((at) => at.someAbove((above) => above.repeated))) return 'duplicate-key';
  if (some((at) => at.isAlias)) return 'alias';
  if (unread !== undefined) return looksLikeTemplate(unread) ? 'template' : 'not-a-reference';
  const version = slots.filter(({ role }) => role === 'reference' || role === 'tag' || role === 'digest');
  if (version.some(({ at }) => at.someAbove(context.isAliased))) return 'aliased';
  if (version.some(({ at }) => isBlock(at) && blockLine(at) === undefined)) return 'block-scalar';
  if (some(({ node }) => node.tag !== undefined && !stringTags.includes(node.tag))) return 'tagged';
  return undefined;
}

function isBlock({ node }: Cursor): boolean {
  return isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
}

const stringTags: readonly string[] = ['!', 'tag:yaml.org,2002:str'];
