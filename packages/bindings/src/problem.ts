import type { Place } from '@deployment-automator/manifest-patcher';

/** Why something that an owner wrote binds nothing; each has a row in `docs/bindings.md`. */
export const bindingProblemCodes = [
  'unknown-key',
  'unknown-container',
  'bad-value',
  'bad-policy',
  'bad-filter',
  'bad-resource',
  'no-policy',
  'no-image-field',
  'not-editable',
  'other-image',
  'unresolved',
  'no-equivalent',
  'suspended',
  'conflict',
] as const;

export type BindingProblemCode = (typeof bindingProblemCodes)[number];

/** A fault in a binding, with its place and the next step in its message. */
export interface BindingProblem {
  readonly code: BindingProblemCode;
  readonly message: string;
  readonly place: Place;
  /** The image fields that stay unbound because of it, by id. */
  readonly fields: readonly string[];
}
