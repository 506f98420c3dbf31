import type { DiffLine } from './parse-diff.ts';

/** Which part of a line's text is new or gone: from `start` up to `end`. */
export interface ChangedPart {
  readonly start: number;
  readonly end: number;
}

/**
 * Says of each line what is new or gone in it, where a run of removed lines is followed by as many added ones; the
 * first is then compared with the first. `undefined` for a line that has no partner, or nothing in common with it.
 */
export function changedParts(lines: readonly DiffLine[]): readonly (ChangedPart | undefined)[] {
  const parts: (ChangedPart | undefined)[] = lines.map(() => undefined);
  let at = 0;
  while (at < lines.length) {
    const removed = runOf('-', lines, at);
    const added = runOf('+', lines, at + removed);
    if (removed === added) {
      for (let index = at; index < at + removed; index++) {
        const [before, after] = comparePair(lines[index]?.text ?? '', lines[index + removed]?.text ?? '');
        parts[index] = before;
        parts[index + removed] = after;
      }
    }
    at += Math.max(1, removed + added);
  }
  return parts;
}

function runOf(sign: DiffLine['sign'], lines: readonly DiffLine[], from: number): number {
  let at = from;
  while (lines[at]?.sign === sign) at++;
  return at - from;
}

function comparePair(before: string, after: string): readonly (ChangedPart | undefined)[] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let same = 0;
  while (same < most - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  const inCommon = `${before.slice(0, start)}${before.slice(before.length - same)}`;
  if (inCommon.trim() === '') return [];
  return [
    { start, end: before.length - same },
    { start, end: after.length - same },
  ];
}
