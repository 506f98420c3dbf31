import type { Comment } from '../tree/tokenize.ts';

/** What edits mean to do to a document's comments. */
export interface CommentChanges {
  readonly removed?: readonly Comment[];
  /** Comments with their `#`, and where in the old text they go. */
  readonly added?: readonly Comment[];
}

/** Whether two documents have the same comments in the same order, but for those that were meant to change. */
export function sameComments(
  before: readonly Comment[],
  after: readonly Comment[],
  changes: readonly CommentChanges[],
): boolean {
  const removed = new Set(changes.flatMap((change) => change.removed ?? []));
  const added = changes.flatMap((change) => change.added ?? []);
  const expected = [...before.filter((comment) => !removed.has(comment)), ...added];
  if (added.length > 0) expected.sort((a, b) => a.offset - b.offset);
  return (
    expected.length === after.length &&
    expected.every(({ text }, index) => withoutReturn(text) === withoutReturn(after[index]?.text))
  );
}

function withoutReturn(text: string | undefined): string | undefined {
  return text?.replace(/\r$/, '');
}
