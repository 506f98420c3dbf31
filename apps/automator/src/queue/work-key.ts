import type { WorkKey, WorkKind } from './work-queue.ts';

/** The two parts of a key; the subject is everything after the first colon. */
export function splitWorkKey(key: WorkKey): { kind: WorkKind; subject: string } {
  const kind: WorkKind = key.startsWith('check:') ? 'check' : 'write';
  return { kind, subject: key.slice(kind.length + 1) };
}
