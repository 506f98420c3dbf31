import { isDigest, isTag, tryParseImageReference } from '@deployment-automator/image-reference';
import type { ImageField, SlotRole } from '../facts.ts';
import { fieldRefusal } from '../field-refusal.ts';
import { type FieldContext, referenceText, refusalCode, slotText } from '../image-field.ts';
import { surelyLooksLikeImage } from '../kinds/looks-like-image.ts';
import type { OpenScalar } from './open-scalar.ts';

/** An open scalar as the field that the rest of the project sees. A whole reference names its image itself. */
export function openField({ at, role, name }: OpenScalar, context: FieldContext): ImageField {
  const text = referenceText({ role, at }, context);
  const image = role === 'reference' ? tryParseImageReference(text) : undefined;
  const code = refusalCode([{ role, at }], canHold(role, text) ? undefined : text, context);
  return {
    id: context.id(at),
    place: context.place(at),
    slots: [{ role, span: context.span(at), text: slotText(at, context) }],
    ...(image === undefined ? {} : { image }),
    name,
    ...(context.owner === undefined ? {} : { owner: context.owner }),
    ...(code === undefined ? {} : { refusal: fieldRefusal(code) }),
  };
}

/** Whether a text is what a scalar of that role holds: a tag may be missing, and may have its digest behind it. */
export function canHold(role: SlotRole, text: string): boolean {
  if (role === 'digest') return text === '' || isDigest(text);
  if (role !== 'tag') return tryParseImageReference(text) !== undefined;
  const [tag = '', digest, more] = text.split('@');
  if (more !== undefined || (digest !== undefined && !isDigest(digest))) return false;
  return isTag(tag) || text === '';
}

/** Whether a text is a whole reference rather than a tag: `v1@sha256:…` could be both, and is a tag. */
export function holdsReference(text: string): boolean {
  return surelyLooksLikeImage(text) && !canHold('tag', text);
}
