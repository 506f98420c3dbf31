import { isScalar } from 'yaml';
import { type Segment, splitDocuments } from '../source/split-documents.ts';
import type { Cursor } from '../tree/cursor.ts';

/** YAML that a string holds, ready to be parsed. */
export interface InnerYaml {
  /** One character a byte. */
  readonly text: string;
  readonly segments: readonly Segment[];
  /** The text is the file's own: every offset in it is one of the file, so it can be edited in its place. */
  readonly inPlace: boolean;
}

/** Whether a string may hold YAML that names images. Looks no further than at the lines' first words. */
export function mayHoldYaml(text: string): boolean {
  return /(?:^[ \t-]*|[{,][ \t]*)["']?(?:\w{0,60}[iI]mage\w{0,60}|repository|newTag)["']?[ \t]*:/m.test(text);
}

/** The YAML in a scalar. A literal block (`|`) is read where it stands: indented as a whole, it is the same YAML. */
export function innerYaml(at: Cursor): InnerYaml {
  const { start, end } = at.span;
  const content = at.text.indexOf('\n', start) + 1;
  if (isScalar(at.node) && at.node.type === 'BLOCK_LITERAL' && content > 0 && content < end) {
    const indent = blockIndent(at.text.slice(content, end), at.scalar ?? '');
    return { text: at.text, segments: splitIndented(at.text, content, end, indent), inPlace: true };
  }
  const text = Buffer.from(at.scalar ?? '').toString('latin1');
  return { text, segments: [...splitDocuments(text)], inPlace: false };
}

/** How many spaces stand before each line of a block that are no part of its value. */
function blockIndent(content: string, value: string): number {
  const lines = value.split('\n');
  const first = Math.max(
    lines.findIndex((line) => line.trim() !== ''),
    0,
  );
  const source =
    content
      .split('\n', first + 1)
      .at(-1)
      ?.replace(/\r$/, '') ?? '';
  const before = (line: string): number => line.length - line.trimStart().length;
  return Math.max(before(source) - before(lines[first] ?? ''), 0);
}

/** Cut at the lines that are document markers once the indentation is gone. */
function splitIndented(text: string, start: number, end: number, indent: number): readonly Segment[] {
  const content = text.slice(start, end);
  const marker = new RegExp(`^ {${indent}}---(?=[ \\t\\r\\n]|$)`, 'gm');
  const cuts = [...content.matchAll(marker)].map((match) => ({
    before: start + match.index,
    after: start + match.index + match[0].length,
  }));
  const starts = [start, ...cuts.map((cut) => cut.after)];
  const ends = [...cuts.map((cut) => cut.before), end];
  return starts
    .map((from, index) => ({ start: from, end: ends[index] ?? end }))
    .filter((segment) => text.slice(segment.start, segment.end).trim() !== '')
    .map((segment, index) => ({ ...segment, index }));
}

/** The part of an id that says where in the string: the pointer, behind the document's number where it is not 0. */
export function innerPointer(document: number, pointer: string): string {
  return document === 0 ? pointer : `${document}${pointer}`;
}
