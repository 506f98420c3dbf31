import type { SlotRole } from '../facts.ts';
import type { Cursor } from '../tree/cursor.ts';

/** The scalars that a kind's reader took for one image. */
export interface FoundImage {
  readonly slots: readonly FoundSlot[];
  /** The container's name. */
  readonly name?: string;
}

export interface FoundSlot {
  readonly role: SlotRole;
  readonly at: Cursor;
}

/** What a reader tells while it goes through a resource. */
export interface Findings {
  image(found: FoundImage): void;
  /** Images may be here, but behind an alias or a merge key, which are not followed. */
  notFollowed(at: Cursor): void;
}

/** Finds the images of one resource. */
export type ImageReader = (resource: Cursor, findings: Findings) => void;
