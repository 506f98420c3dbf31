import { intendedInStrings } from '../inner/prove-inner.ts';
import { type Segment, splitDocuments } from '../source/split-documents.ts';
import { parseByLibrary, type Tree } from '../tree/parse-document.ts';
import type { PlannedEdit } from './planned-edit.ts';
import { sameComments } from './same-comments.ts';
import { type Intended, sameTrees } from './same-trees.ts';
import { applySplices, moveSplices, type Splice } from './splice.ts';

/** A document's text, one character a byte, and what it reads as. */
export interface ParsedText {
  /** Every range in the tree points into this text, which may be that of a whole file. */
  readonly text: string;
  readonly tree: Tree;
}

/**
 * Make edits of one document, parse what comes out, and compare. The witness is the library, also where another parser
 * read the document before: a doubt about that one refuses the edit.
 *
 * @param document where the document stands in `before.text`
 * @param splices of the edits, in the order of the text
 * @returns the new document alone; undefined where it would say anything else than before but what was intended
 */
export function makeProved(
  before: ParsedText,
  document: Segment,
  edits: readonly PlannedEdit[],
  splices: readonly Splice[],
): ParsedText | undefined {
  const text = spliceText(before.text.slice(document.start, document.end), splices, document.start);
  const tree = parseByLibrary(text, { index: 0, start: 0, end: text.length });
  if ('code' in tree) return undefined;
  const inner = intendedInStrings(edits);
  const same =
    inner !== undefined &&
    sameTrees(
      { root: before.tree.root, text: before.text },
      { root: tree.root, text },
      allIntended([...edits.map(({ intended }) => intended), ...inner]),
    ) &&
    sameComments(
      before.tree.comments,
      tree.comments,
      edits.flatMap(({ comments }) => comments ?? []),
    );
  return same ? { text, tree } : undefined;
}

/**
 * Whether each document of a file still begins and ends where it did, moved by what the splices before it added or
 * removed. The bytes of a document without splices are the same, so it needs no parsing.
 */
export function samePlaces(before: readonly Segment[], textNow: string, splices: readonly Splice[]): boolean {
  const after = [...splitDocuments(textNow)];
  if (before.length !== after.length) return false;
  let shift = 0;
  let next = 0;
  return before.every(({ start, end }, index) => {
    const startNow = start + shift;
    for (let splice = splices[next]; splice !== undefined && splice.end <= end; splice = splices[next]) {
      shift += splice.bytes.length - (splice.end - splice.start);
      next += 1;
    }
    return after[index]?.start === startNow && after[index].end === end + shift;
  });
}

function spliceText(text: string, splices: readonly Splice[], offset: number): string {
  return Buffer.from(applySplices(Buffer.from(text, 'latin1'), moveSplices(splices, -offset))).toString(
    'latin1',
  );
}

function allIntended(all: readonly Intended[]): Intended {
  const [only, ...others] = all;
  if (only !== undefined && others.length === 0) return only;
  return { values: new Map(all.flatMap(({ values }) => [...(values ?? [])])) };
}
