import type { InnerEdit } from '../inner/prove-inner.ts';
import type { Change, Edit, EditRefusal } from './patch.ts';
import type { CommentChanges } from './same-comments.ts';
import type { Intended } from './same-trees.ts';
import type { Splice } from './splice.ts';

/** What one edit does to a document's text, and what shall be read afterwards. */
export interface PlannedEdit {
  readonly edit: Edit;
  readonly change: Change;
  /** In the order of the file. */
  readonly splices: readonly Splice[];
  readonly intended: Intended;
  readonly comments?: CommentChanges;
  /** Where the values stand in YAML that a string holds; `intended` is empty then. */
  readonly inner?: InnerEdit;
}

/** What comes of one edit: its plan, why it is refused, or undefined where there is nothing to do. */
export interface Outcome {
  readonly edit: Edit;
  readonly outcome: PlannedEdit | EditRefusal | undefined;
}
