import { CST, type Scalar } from 'yaml';
import { giveUp } from './give-up.ts';
import { type Lines, tab } from './lines.ts';
import { newScalar } from './nodes.ts';

/**
 * A block scalar that is indented as its first line, has no comment behind its `|` or `>`, and ends in a line of text.
 *
 * @param parentColumn of the collection that holds it
 */
export function blockScalar(lines: Lines, start: number, parentColumn: number): Scalar {
  const bodyStart = lines.next(start);
  const header = /^([|>]-?) *\r?\n$/.exec(lines.text.slice(start, bodyStart))?.[1] ?? giveUp();
  const { indent, end } = findBody(lines, bodyStart, parentColumn);
  const body = lines.text.slice(bodyStart, end);
  const literal = header.startsWith('|');
  const source = literal ? literalText(body, indent, header === '|') : foldedText(body, header, parentColumn);
  const type = literal ? 'BLOCK_LITERAL' : 'BLOCK_FOLDED';
  return newScalar(lines, { start, end }, type, source);
}

interface Body {
  readonly indent: number;
  readonly end: number;
}

function findBody(lines: Lines, start: number, parentColumn: number): Body {
  const { text } = lines;
  let indent = -1;
  let end = start;
  /** The blank lines since the last text hold more spaces than the indentation, which are text then. */
  let spaced = false;
  for (let line = start; line < text.length; line = lines.next(line)) {
    const at = lines.skipSpaces(line);
    const column = at - line;
    if (lines.isEnd(at)) {
      spaced ||= column > Math.max(indent, 0);
      continue;
    }
    if (text.charCodeAt(at) === tab && (indent === -1 || column < indent)) giveUp();
    if (column <= parentColumn) break;
    if (indent === -1 && spaced) giveUp();
    if (indent === -1) indent = column;
    if (column < indent) giveUp();
    spaced = false;
    end = lines.next(at);
  }
  return indent === -1 || spaced ? giveUp() : { indent, end };
}

/** The lines without their indentation, and with the line feed after the last one where that is kept. */
function literalText(body: string, indent: number, keepsLast: boolean): string {
  const lines = body.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const text = lines.map((line) => line.slice(indent, line.endsWith('\r') ? -1 : undefined)).join('\n');
  return keepsLast ? `${text}\n` : text;
}

function foldedText(source: string, header: string, indent: number): string {
  const props: CST.Token[] = [{ type: 'block-scalar-header', offset: 0, indent, source: header }];
  return CST.resolveAsScalar({ type: 'block-scalar', offset: 0, indent, props, source }, true, giveUp).value;
}
