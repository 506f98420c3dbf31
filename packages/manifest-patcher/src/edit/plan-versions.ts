import type { Node } from 'yaml';
import type { LocatedField } from '../read-document.ts';
import type { Cursor } from '../tree/cursor.ts';
import { type Survey, surveyTree } from '../tree/survey-tree.ts';
import type { VersionEdit } from './patch.ts';
import { planEdit } from './plan-edit.ts';
import type { Outcome, PlannedEdit } from './planned-edit.ts';
import type { ParsedText } from './prove-edits.ts';
import { refuseEdit, refuseMissing } from './refuse-edit.ts';
import { anchorsIn, followToAnchors, movedAlone, type SharedField } from './shared-anchors.ts';

/** Plan the version edits of one document; values behind aliases where all users of an anchor move alike. */
export function planVersions(
  document: ParsedText,
  fields: ReadonlyMap<string, LocatedField>,
  edits: readonly VersionEdit[],
): readonly Outcome[] {
  let survey: Survey | undefined;
  let anchors: ReadonlyMap<Node, Cursor> | undefined;
  const shared = new Map<PlannedEdit, SharedField>();
  const outcomes = edits.map((edit): Outcome => {
    const located = fields.get(typeof edit.field === 'string' ? edit.field : edit.field.id);
    if (located === undefined) return { edit, outcome: refuseMissing(edit) };
    const code = located.field.refusal?.code;
    const isShared = (code === 'alias' || code === 'aliased') && located.inner === undefined;
    if (!isShared) return { edit, outcome: planEdit(located, edit) };
    survey ??= surveyTree(document.tree.root);
    anchors ??= anchorsIn(document, survey);
    const field = followToAnchors(located, anchors, survey);
    const outcome = planEdit(field?.followed ?? located, edit);
    if (field !== undefined && outcome !== undefined && 'splices' in outcome) shared.set(outcome, field);
    return { edit, outcome };
  });
  if (survey === undefined || shared.size === 0) return outcomes;
  const alone = movedAlone(shared, fields, survey);
  return outcomes.map(({ edit, outcome }) => {
    const { code, reason } = (outcome && 'splices' in outcome && alone.get(outcome)) || {};
    return { edit, outcome: code && reason ? refuseEdit(edit, code, reason) : outcome };
  });
}
