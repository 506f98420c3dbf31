import type { ImageVersion } from '@deployment-automator/image-reference';
import type { FieldRefusalCode, ImageField } from '../facts.ts';
import type { Splice } from './splice.ts';

/** One field and the version it shall have. */
export interface Edit {
  /** The field as it was read, which must still say the same; or only its id. */
  readonly field: ImageField | string;
  /** The whole version afterwards: a tag or digest that is not given is left out of the reference. */
  readonly to: ImageVersion;
  /**
   * Drop the digest of a field that has one, where `to` has none.
   *
   * Default: `false`, which refuses: a digest without its tag's new digest would be lost unnoticed.
   */
  readonly unpin?: boolean;
}

/** Why an edit was not made. */
export type EditRefusalCode =
  | FieldRefusalCode
  | 'changed'
  | 'edited-twice'
  | 'invalid-version'
  | 'not-found'
  | 'not-proved'
  | 'pinned'
  | 'unreadable';

export interface EditRefusal {
  /** The field's id. */
  readonly field: string;
  readonly code: EditRefusalCode;
  readonly reason: string;
}

export interface Change {
  /** The field's id. */
  readonly field: string;
  /** The whole reference before and after. */
  readonly from: string;
  readonly to: string;
}

/** What came of a list of edits. */
export interface Patch {
  /** The new content; the very bytes that were given where nothing changed. */
  readonly bytes: Uint8Array;
  /** In the order of the file. An edit to what is there already is neither a change nor a refusal. */
  readonly changes: readonly Change[];
  /** Turns `bytes` back into what was given, by `applySplices`. */
  readonly undo: readonly Splice[];
  /** In the order of the edits. */
  readonly refused: readonly EditRefusal[];
}
