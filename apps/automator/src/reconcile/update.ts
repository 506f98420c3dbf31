import type { Binding, DialectName, WriteBack } from '@deployment-automator/bindings';
import type { ImageName } from '@deployment-automator/image-reference';
import type { Candidate } from '@deployment-automator/tag-policy';

/** One image field moving from one version to another. */
export interface Update {
  /** The field's id. */
  readonly id: string;
  /** `registry/repository`, canonical. */
  readonly image: string;
  readonly name: ImageName;
  /** The version that stands there, `-` for none. */
  readonly from: string;
  readonly to: string;
  readonly policy: string;
  readonly dialect: DialectName;
  readonly reason: string;
  readonly group: string | null;
  /** How it will be written, after everything that tightens it. */
  readonly delivery: WriteBack;
  readonly file: string;
  readonly binding: Binding;
  readonly chosen: Candidate;
}

/** Why a field that would move does not; docs/holds.md says what each means. */
export const heldCodes = ['reverted', 'hand-set', 'hold', 'frozen', 'refused', 'edited', 'approved'] as const;

/** Why a field that would move does not. */
export type HeldCode = (typeof heldCodes)[number];

/** An update that a person's will stops. */
export interface Held {
  readonly id: string;
  readonly image: string;
  readonly from: string;
  readonly to: string;
  readonly code: HeldCode;
  readonly reason: string;
  /** RFC 3339, where it is known. */
  readonly since: string | null;
}

/** The updates that are written together: one commit, or one pull request. */
export interface ChangeSet {
  readonly key: string;
  readonly delivery: WriteBack;
  readonly updates: readonly Update[];
}

/** Where a binding can stand. */
export const bindingStates = [
  'current',
  'pending',
  'held',
  'above-range',
  'no-candidate',
  'unknown',
  'refused',
] as const;

/** Where a binding stands. */
export type BindingState = (typeof bindingStates)[number];
