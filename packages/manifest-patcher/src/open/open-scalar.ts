import type { SlotRole } from '../facts.ts';
import type { Cursor } from '../tree/cursor.ts';

/** A scalar that holds a version, or a part of a reference, whose image is named elsewhere. */
export interface OpenScalar {
  readonly at: Cursor;
  readonly role: SlotRole;
  readonly name: string;
}

/** Parameters and values are open only where resources of this kind are asked for: nothing else points at them. */
export const pointingKind = 'Application';
