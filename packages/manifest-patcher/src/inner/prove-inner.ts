import type { Node } from 'yaml';
import type { PlannedEdit } from '../edit/planned-edit.ts';
import { type Intended, sameTrees } from '../edit/same-trees.ts';
import type { Splice } from '../edit/splice.ts';
import { splitDocuments } from '../source/split-documents.ts';
import { Cursor } from '../tree/cursor.ts';
import { parseDocument } from '../tree/parse-document.ts';
import { surveyTree } from '../tree/survey-tree.ts';
import type { InnerPlace } from './read-inner.ts';

/** Values in YAML that a string holds, and what each shall be. */
export interface InnerEdit extends InnerPlace {
  readonly values: readonly InnerValue[];
}

interface InnerValue {
  /** In the document that the string holds. */
  readonly pointer: string;
  readonly value: string;
}

/**
 * What strings that hold YAML shall be after edits inside of them: the string that they were, with the replaced parts
 * alone replaced. Undefined where such a string would read as other YAML than before but for the intended values.
 */
export function intendedInStrings(edits: readonly PlannedEdit[]): readonly Intended[] | undefined {
  const strings = new Map<Node, { at: Cursor; edits: InnerEdit[]; splices: Splice[] }>();
  for (const { inner, splices } of edits) {
    if (inner === undefined) continue;
    const string = strings.get(inner.at.node) ?? { at: inner.at, edits: [], splices: [] };
    string.edits.push(inner);
    string.splices.push(...splices);
    strings.set(inner.at.node, string);
  }
  const values = new Map<Node, string>();
  for (const [node, string] of strings) {
    const value = spliceBlock(string.at, string.splices);
    if (value === undefined || !sameYaml(string.at.scalar ?? '', value, string.edits)) return undefined;
    values.set(node, value);
  }
  return values.size === 0 ? [] : [{ values }];
}

/** The value of a literal block once its text has these splices, each within one line. */
function spliceBlock(block: Cursor, splices: readonly Splice[]): string | undefined {
  const { start, end } = block.span;
  const content = block.text.indexOf('\n', start) + 1;
  const lines = Buffer.from(block.scalar ?? '')
    .toString('latin1')
    .split('\n');
  for (const splice of splices.toSorted((a, b) => b.start - a.start)) {
    const before = block.text.slice(content, splice.start).split('\n');
    const source =
      /[^\r\n]*/.exec(block.text.slice(splice.start - (before.at(-1)?.length ?? 0), end))?.[0] ?? '';
    const index = before.length - 1;
    const line = lines[index];
    if (line === undefined || !source.endsWith(line)) return undefined;
    const from = (before.at(-1)?.length ?? 0) - (source.length - line.length);
    const to = from + splice.end - splice.start;
    if (from < 0 || to > line.length) return undefined;
    lines[index] = line.slice(0, from) + Buffer.from(splice.bytes).toString('latin1') + line.slice(to);
  }
  return Buffer.from(lines.join('\n'), 'latin1').toString('utf8');
}

/** Whether two strings hold the same YAML documents but for the intended values. */
function sameYaml(before: string, after: string, edits: readonly InnerEdit[]): boolean {
  const [textBefore, textAfter] = [before, after].map((text) => Buffer.from(text).toString('latin1'));
  if (textBefore === undefined || textAfter === undefined) return false;
  const segmentsAfter = [...splitDocuments(textAfter)];
  const segmentsBefore = [...splitDocuments(textBefore)];
  if (segmentsBefore.length !== segmentsAfter.length) return false;
  return segmentsBefore.every((segment, index) => {
    const values = edits.filter(({ document }) => document === index).flatMap((edit) => edit.values);
    if (values.length === 0) return true;
    const segmentAfter = segmentsAfter[index];
    if (segmentAfter === undefined) return false;
    const tree = parseDocument(textBefore, segment);
    const treeAfter = parseDocument(textAfter, segmentAfter);
    if ('code' in tree || 'code' in treeAfter || tree.root === undefined) return false;
    const intended = nodesAt(Cursor.root(tree.root, textBefore, surveyTree(tree.root)), values);
    return sameTrees(
      { root: tree.root, text: textBefore },
      { root: treeAfter.root, text: textAfter },
      { values: intended },
    );
  });
}

function nodesAt(root: Cursor, values: readonly InnerValue[]): ReadonlyMap<Node, string> {
  const wanted = new Map(values.map(({ pointer, value }) => [pointer, value]));
  const nodes = new Map<Node, string>();
  const visit = (at: Cursor): void => {
    const value = wanted.get(at.pointer);
    if (value !== undefined) nodes.set(at.node, value);
    for (const child of at.children()) visit(child);
  };
  visit(root);
  return nodes;
}
