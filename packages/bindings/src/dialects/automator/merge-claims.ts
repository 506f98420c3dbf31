import { imageName, tryParseImageReference } from '@deployment-automator/image-reference';
import type { ImageField } from '@deployment-automator/manifest-patcher';
import type { Binding, BindingOptions } from '../../binding.ts';
import type { BindingProblem } from '../../problem.ts';
import { tryPolicy } from '../../try-policy.ts';
import type { Claim } from './claim.ts';
import type { Said } from './options.ts';

/** What the claims on one field come to: a binding, a fault, or options for whoever binds the field. */
export type Merged =
  | { readonly binding: Binding }
  | { readonly problem: BindingProblem }
  | { readonly wish: BindingOptions };

/**
 * Takes each option from the strongest claim that has it.
 *
 * @param claims one or more, the weakest first
 * @param isAsked whether something beside the field asks for it by name, so that a field that cannot be bound is a fault
 */
export function mergeClaims(field: ImageField, claims: readonly Claim[], isAsked: boolean): Merged {
  const said: Said = Object.assign({}, ...claims.map((claim) => claim.said));
  const last = (has: (claim: Claim) => boolean): Claim | undefined => claims.findLast(has);
  const options = optionsOf(said);
  const writer = last((claim) => claim.said.tag !== undefined);
  const place = (writer ?? claims[0])?.place ?? field.place;
  const fault = (code: BindingProblem['code'], message: string): Merged => ({
    problem: { code, message, place, fields: [field.id] },
  });
  if (said.tag === undefined) {
    const message = 'options are written here but no tag policy; add one, such as automator/tag: semver:^1.0';
    return isAsked ? fault('no-policy', message) : { wish: options };
  }
  if (field.refusal !== undefined) {
    const message = `the image field here cannot be updated: ${field.refusal.reason}`;
    return isAsked ? fault('not-editable', message) : { wish: options };
  }
  const known = withImage(field, said);
  if (typeof known === 'string') {
    return fault(field.image === undefined ? 'no-image-field' : 'other-image', known);
  }
  const { tag: text, filters, suffix } = said;
  const policy = tryPolicy(text, filters, suffix);
  if ('message' in policy) return fault(policy.code, policy.message);
  const sources = claims.map(({ source }) => source);
  return { binding: { field: known, policy, options, dialect: 'automator', writtenAt: place, sources } };
}

function optionsOf({ tag, filters, suffix, held, holdReason, image, ...options }: Said): BindingOptions {
  if (held !== true) return options;
  return { ...options, hold: holdReason === undefined ? {} : { reason: holdReason } };
}

/** The field with the image that it holds or that its comment names, or why it has none. */
function withImage(field: ImageField, { image }: Said): ImageField | string {
  if (field.image !== undefined) {
    if (image === undefined || imageName(image) === imageName(field.image)) return field;
    return `the comment names ${imageName(image)}, but ${imageName(field.image)} stands here; take image= away`;
  }
  if (image === undefined)
    return 'no image stands here; name it in the comment, such as image=ghcr.io/acme/web';
  const [slot] = field.slots;
  const tag = slot?.text ?? '';
  const whole = tag === '' ? image : tryParseImageReference(`${image.original}:${tag}`);
  if (slot?.role !== 'tag' || whole === undefined)
    return `${JSON.stringify(tag)} is no tag; put the version here`;
  return { ...field, image: whole };
}
