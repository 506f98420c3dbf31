import type { SlotRole } from '../facts.ts';
import type { Cursor } from '../tree/cursor.ts';

/** The scalars that a kind's reader took for one image. */
export interface FoundImage {
  /** In the order in which they make up the reference: names first, then tag, then digest. */
  readonly slots: readonly FoundSlot[];
  /** The container's name, the dotted path of a value, or the last segment of a Kustomize image. */
  readonly name?: string;
  /** Nothing but an image can stand here, so that a text that is none is listed too, and refused. */
  readonly certain?: boolean;
}

export interface FoundSlot {
  readonly role: SlotRole;
  readonly at: Cursor;
  /** What stands in the scalar before the part of the reference, and stays there: `docker://`, `name=`. */
  readonly prefix?: string;
  /** What the reference has before the scalar's text: `sha256:` for bare hex digits, the registry that stands elsewhere. */
  readonly implied?: string;
}

/** What a reader tells while it goes through a document. */
export interface Findings {
  image(found: FoundImage): void;
  /** Images may be here, but behind an alias or a merge key, which are not followed. */
  notFollowed(at: Cursor): void;
  /** A string that may hold YAML with images in it. */
  inner(at: Cursor): void;
  /** The text of a scalar, also of the one that an alias stands for. */
  text(at: Cursor): string | undefined;
}

/** Finds the images of one document, or of one resource in it. */
export type ImageReader = (at: Cursor, findings: Findings) => void;
