import type { Note, SlotRole } from '@deployment-automator/manifest-patcher';

/** What a marker sets: the whole reference, or one part of it. */
export type MarkedPart = 'reference' | 'name' | 'tag' | 'digest';

/** A comment `{"$imagepolicy": "<namespace>:<policy>[:tag|:name|:digest]"}`. */
export interface Marker {
  readonly namespace: string;
  readonly policy: string;
  readonly part: MarkedPart;
  readonly note: Note;
}

/** The key under which the reader lists markers. */
export const markerKey = '$imagepolicy';

const form = /^([a-z0-9][a-z0-9.-]*):([a-z0-9][a-z0-9.-]*)(?::(tag|name|digest))?$/;

/** Reads a marker; undefined where Flux would not take it for one. */
export function readMarker(note: Note): Marker | undefined {
  const [, namespace, policy, part] = form.exec(note.value) ?? [];
  if (namespace === undefined || policy === undefined) return undefined;
  return { namespace, policy, part: isPart(part) ? part : 'reference', note };
}

function isPart(text: string | undefined): text is MarkedPart {
  return text === 'tag' || text === 'name' || text === 'digest';
}

/** The scalar that a marker of this part belongs on. */
export const scalarOf: Readonly<Record<MarkedPart, SlotRole>> = {
  reference: 'reference',
  name: 'repository',
  tag: 'tag',
  digest: 'digest',
};
