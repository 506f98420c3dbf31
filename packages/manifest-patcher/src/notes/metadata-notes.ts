import { isScalar } from 'yaml';
import type { Note } from '../facts.ts';
import type { Cursor } from '../tree/cursor.ts';
import { readsBackPlain } from '../tree/reads-back-plain.ts';
import { annotationPrefixes, labelPrefixes } from './note-marks.ts';

/** An entry of `metadata.annotations` or `metadata.labels` that a dialect reads. */
export interface FoundNote extends Pick<Note, 'source' | 'key' | 'value' | 'notText'> {
  readonly at: Cursor;
}

/**
 * The notes of one resource.
 *
 * @param follow gives what an alias stands for
 */
export function* metadataNotes(resource: Cursor, follow: (at: Cursor) => Cursor): Generator<FoundNote> {
  const metadata = resource.get('metadata');
  yield* notesIn(metadata?.get('annotations'), 'annotation', annotationPrefixes, follow);
  yield* notesIn(metadata?.get('labels'), 'label', labelPrefixes, follow);
}

function* notesIn(
  entries: Cursor | undefined,
  source: Note['source'],
  prefixes: readonly string[],
  follow: (at: Cursor) => Cursor,
): Generator<FoundNote> {
  for (const at of entries?.children() ?? []) {
    const key = String(at.key);
    if (!prefixes.some((prefix) => key.startsWith(prefix))) continue;
    const value = follow(at);
    const notText = isText(value) ? {} : { notText: true as const };
    yield { source, key, value: value.scalar ?? value.source, ...notText, at };
  }
}

/** Kubernetes reads YAML 1.1, where `yes` and `1:30` are no strings either. */
function isText(value: Cursor): boolean {
  if (value.string === undefined) return false;
  const plain = isScalar(value.node) && value.node.type === 'PLAIN';
  return !plain || value.node.tag !== undefined || readsBackPlain(value.string);
}
