import { tryParseImageReference } from '@deployment-automator/image-reference';
import { isScalar } from 'yaml';
import type { FieldRefusal, FieldRefusalCode, ImageField, Place, Slot, SlotRole } from './facts.ts';
import type { FoundImage, FoundSlot } from './kinds/found-image.ts';
import type { Cursor } from './tree/cursor.ts';

/** What a field's surroundings say about it. */
export interface FieldContext {
  readonly sealed: boolean;
  /** What an alias stands for; the cursor itself where it is none. */
  follow(at: Cursor): Cursor;
  /** Whether an alias elsewhere stands for this node. */
  isAliased(at: Cursor): boolean;
  place(at: Cursor): Place;
  id(at: Cursor): string;
}

/** What a reader found, as the field that the rest of the project sees. */
export function imageField(found: FoundImage, owner: string, context: FieldContext): ImageField {
  const changed = changedSlot(found.slots);
  const slots = found.slots.map(
    ({ role, at }): Slot => ({ role, span: at.span, text: slotText(at, context) }),
  );
  const written = slots.find((slot) => slot.role === 'reference');
  const image = written && isString(changed.at, context) ? tryParseImageReference(written.text) : undefined;
  const code = refusalCode(found.slots, image !== undefined, context);
  return {
    id: context.id(changed.at),
    place: context.place(changed.at),
    slots,
    ...(image === undefined ? {} : { image }),
    ...(found.name === undefined ? {} : { name: found.name }),
    owner,
    ...(code === undefined ? {} : { refusal: refusal(code) }),
  };
}

/** The slot that an update changes first: the whole reference, else the tag, else the digest. */
function changedSlot(slots: readonly FoundSlot[]): FoundSlot {
  for (const role of updateOrder) {
    const slot = slots.find((candidate) => candidate.role === role);
    if (slot !== undefined) return slot;
  }
  throw new TypeError('A reader found an image without any scalar.');
}

const updateOrder: readonly SlotRole[] = ['reference', 'tag', 'digest', 'repository', 'registry'];

function slotText(at: Cursor, context: FieldContext): string {
  return context.follow(at).scalar ?? at.source;
}

function isString(at: Cursor, context: FieldContext): boolean {
  return context.follow(at).string !== undefined;
}

function refusalCode(
  slots: readonly FoundSlot[],
  parsed: boolean,
  context: FieldContext,
): FieldRefusalCode | undefined {
  const some = (holds: (at: Cursor) => boolean): boolean => slots.some(({ at }) => holds(at));
  if (context.sealed) return 'sealed';
  if (some((at) => at.someAbove((above) => above.repeated))) return 'duplicate-key';
  if (some((at) => at.isAlias)) return 'alias';
  if (!parsed) return 'not-a-reference';
  if (some((at) => at.someAbove(context.isAliased))) return 'aliased';
  if (some(({ node }) => isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'))) {
    return 'block-scalar';
  }
  if (some(({ node }) => node.tag !== undefined && !stringTags.includes(node.tag))) return 'tagged';
  return undefined;
}

const stringTags: readonly string[] = ['!', 'tag:yaml.org,2002:str'];

const reasons: Readonly<Record<FieldRefusalCode, string>> = {
  alias: 'The value is a YAML alias. Change it at its anchor, or write the value here.',
  aliased:
    'YAML aliases elsewhere stand for this value and would change with it. Write the value in each place.',
  'block-scalar': 'The value is a block scalar (| or >). Write it on one line.',
  'duplicate-key':
    'A key above the value is written twice in one mapping, so which one counts is unclear. Remove one.',
  'not-a-reference': 'The text is no image reference: a template, a variable, empty, or not a string.',
  sealed: 'The file is sealed by SOPS: any change would break its MAC. Keep images in a file of their own.',
  tagged: 'The value has a YAML tag, so what it means is not in this file. Remove the tag.',
};

function refusal(code: FieldRefusalCode): FieldRefusal {
  return { code, reason: reasons[code] };
}
