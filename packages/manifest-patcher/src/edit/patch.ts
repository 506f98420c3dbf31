import type { ImageVersion } from '@deployment-automator/image-reference';
import type { FieldRefusalCode, ImageField, Json, SlotRole } from '../facts.ts';
import type { Splice } from './splice.ts';

/**
 * One change to a file, as data. All edits of one call speak of the file as it was given: an entry that one of them
 * inserts or removes does not move what the others mean.
 */
export type Edit = VersionEdit | CommentEdit | EntryEdit;

/** One field and the version it shall have. */
export interface VersionEdit {
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

/** The comment at the end of the line of a field's value. */
export interface CommentEdit {
  /** The field, or its id. */
  readonly field: ImageField | string;
  /**
   * The scalar whose line is meant, as a note's `role` tells it.
   *
   * Default: the one that an update changes.
   */
  readonly role?: SlotRole;
  /** What stands there afterwards, without its `#`; `null` for no comment. */
  readonly comment: string | null;
}

/** One entry of a mapping, or one item of a sequence. */
export interface EntryEdit {
  /**
   * Where: `<file>#<document><pointer>`, printed by `printFieldId` or `idBelow`. The mappings and sequences on the way
   * are made where they are missing. As in RFC 6901 a last step `-` is the place after a sequence's last item.
   */
  readonly at: string;
  /**
   * What stands there afterwards, in the style of its neighbours; `null` for nothing. A mapping or sequence that loses
   * its last entry becomes `{}` or `[]`, never an empty value. Entries that the same call inserts come before that.
   */
  readonly entry: Json;
}

/** Why an edit was not made. */
export type EditRefusalCode =
  | FieldRefusalCode
  | 'changed'
  | 'edited-twice'
  | 'exists'
  | 'invalid-comment'
  | 'invalid-version'
  | 'no-comments'
  | 'no-slot'
  | 'not-found'
  | 'not-proved'
  | 'pinned'
  | 'shared-line'
  | 'unreadable';

export interface EditRefusal {
  /** The id of the field or entry. */
  readonly field: string;
  readonly code: EditRefusalCode;
  readonly reason: string;
}

export interface Change {
  /** The id of the field or entry. */
  readonly field: string;
  /** Before and after: the whole reference, the comment's text, or the entry as JSON; empty where there is none. */
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
