import { isMap, isNode, isPair, isScalar, isSeq, type Node } from 'yaml';
import type { Json } from '../../facts.ts';
import { parseFieldId, pointerSteps } from '../../field-id.ts';
import { Cursor } from '../../tree/cursor.ts';
import type { Tree } from '../../tree/parse-document.ts';
import { plainData } from '../../tree/plain-data.ts';
import { surveyTree } from '../../tree/survey-tree.ts';
import { isData, type NewEntry } from '../is-data.ts';
import type { EditRefusal, EntryEdit } from '../patch.ts';
import type { PlannedEdit } from '../planned-edit.ts';
import type { ParsedText } from '../prove-edits.ts';
import { refuseEdit } from '../refuse-edit.ts';
import { replaceScalar, replaceSource } from '../replace-scalar.ts';
import type { Member } from './entry-span.ts';
import { findEntry, memberValue, obstacleAt } from './find-entry.ts';
import { appendEntry, fillEmpty, isEmptyValue, startDocument } from './insert-entry.ts';
import { type EntryStyle, styleNear } from './neighbours.ts';
import { removeMember } from './remove-entry.ts';

/** Plan one entry's insertion, replacement or removal; undefined where it is so already. */
export function planEntry(
  { text, tree }: ParsedText,
  edit: EntryEdit,
): PlannedEdit | EditRefusal | undefined {
  const steps = pointerSteps(parseFieldId(edit.at)?.pointer ?? '');
  if (steps.length === 0) return refuseEdit(edit, 'not-found', 'An entry needs the path of its key or item.');
  const { root } = tree;
  if (root === undefined || (isScalar(root) && isEmptyValue(root))) return planFirst(edit, text, root, steps);
  const found = findEntry(Cursor.root(root, text), steps);
  const { at, rest, member } = found;
  const { aliased, targets } = surveyTree(root);
  const obstacle = obstacleAt(found, aliased);
  if (obstacle !== undefined) return refuseEdit(edit, ...obstacle);
  if (member === undefined) return edit.entry === null ? undefined : planInsertion(edit, at, rest, root);
  const value = memberValue(member);
  const before = value === null ? null : plainData(value, text, targets);
  if (edit.entry === null) return planRemoval(edit, at, member, { tree, before });
  return planReplacement(edit, at, member, before);
}

function planFirst(
  edit: EntryEdit,
  text: string,
  root: Node | undefined,
  steps: readonly string[],
): PlannedEdit | undefined {
  if (edit.entry === null) return undefined;
  const [step = '', ...below] = steps;
  const entry = { ...(isItemStep(step) ? {} : { key: step }), data: nest(below, edit.entry) };
  const whole = nest(steps, edit.entry);
  const style: EntryStyle = { keys: 'PLAIN', values: 'PLAIN', step: 2, dash: 2 };
  const intended = root === undefined ? { root: whole } : { values: new Map([[root, whole]]) };
  return { edit, change: changeOf(edit, undefined), splices: startDocument(text, entry, style), intended };
}

function planInsertion(
  edit: EntryEdit,
  at: Cursor,
  [step = '', ...below]: readonly string[],
  root: Node,
): PlannedEdit | EditRefusal {
  const { node } = at;
  const style = styleNear(at, root);
  const empty = isEmptyValue(node);
  const asItem = isSeq(node) || (!isMap(node) && isItemStep(step));
  const wrong = isSeq(node) ? step !== '-' && step !== String(node.items.length) : !isMap(node) && !empty;
  if (wrong) {
    return refuseEdit(
      edit,
      'not-found',
      'There is no mapping or sequence with such a place. Read the file again.',
    );
  }
  const data = nest(below, edit.entry);
  const entry: NewEntry = asItem ? { data } : { key: step, data };
  const change = changeOf(edit, undefined);
  if (!empty) {
    return {
      edit,
      change,
      splices: appendEntry(at, entry, style),
      intended: { inserted: new Map([[node, entry]]) },
    };
  }
  const whole = asItem ? [data] : { [step]: data };
  return {
    edit,
    change,
    splices: fillEmpty(at, entry, style),
    intended: { values: new Map([[node, whole]]) },
  };
}

function planRemoval(
  edit: EntryEdit,
  at: Cursor,
  member: Member,
  { tree, before }: { readonly tree: Tree; readonly before: Json | undefined },
): PlannedEdit {
  const { splices, comments } = removeMember(at, member, tree.comments);
  const gone = isPair(member) ? member.key : member;
  const removed = new Set(isNode(gone) ? [gone] : []);
  return {
    edit,
    change: changeOf(edit, before),
    splices,
    intended: { removed },
    comments: { removed: comments },
  };
}

function planReplacement(
  edit: EntryEdit,
  at: Cursor,
  member: Member,
  before: Json | undefined,
): PlannedEdit | EditRefusal | undefined {
  const { entry } = edit;
  const value = at.children().find(({ node }) => node === memberValue(member));
  if (value !== undefined && isData(value.node, at.text, entry)) return undefined;
  if (value === undefined || !isScalar(value.node) || (entry !== null && typeof entry === 'object')) {
    return refuseEdit(edit, 'exists', 'Something else than one scalar stands there. Remove it first.');
  }
  const written =
    typeof entry === 'string'
      ? replaceScalar(value, entry)
      : { splice: replaceSource(value, JSON.stringify(entry)), value: entry };
  return {
    edit,
    change: changeOf(edit, before),
    splices: [written.splice],
    intended: { values: new Map([[value.node, written.value]]) },
  };
}

function changeOf({ at, entry }: EntryEdit, before: Json | undefined): PlannedEdit['change'] {
  const asText = (data: Json | undefined): string => (data === undefined ? '' : JSON.stringify(data));
  return { field: at, from: asText(before), to: asText(entry ?? undefined) };
}

/** Data inside the collections that its path needs. */
function nest(steps: readonly string[], data: Json): Json {
  return steps.reduceRight<Json>(
    (inner, step) => (isItemStep(step) ? [inner] : Object.fromEntries([[step, inner]])),
    data,
  );
}

function isItemStep(step: string): boolean {
  return step === '-' || step === '0';
}
