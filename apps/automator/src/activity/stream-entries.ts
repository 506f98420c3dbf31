import { type Activity, activity } from '@deployment-automator/api-schema';
import type { Happening } from './activity-log.ts';
import { fromStreamId } from './entry-id.ts';

/** The one field of an entry in the stream. */
export const entryField = 'entry';

export function printEntry(happening: Happening, at: number): string {
  return JSON.stringify({ ...happening, at: new Date(at).toISOString() });
}

/** The entries in their order. What another version wrote, and this one cannot read, is left out. */
export function readEntries(found: readonly [id: string, fields: readonly string[]][]): Activity[] {
  return found.flatMap(([id, [field, text = '']]) => {
    if (field !== entryField) return [];
    const entry = activity.safeParse({ ...parse(text), id: fromStreamId(id) });
    return entry.success ? [entry.data] : [];
  });
}

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
