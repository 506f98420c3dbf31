import { CST, Scalar, type Schema } from 'yaml';
import { giveUp } from './give-up.ts';
import { carriageReturn, hash, type Lines, lineFeed, space, tab } from './lines.ts';
import { newScalar, type Stretch } from './nodes.ts';

const colon = 0x3a;
const backslash = 0x5c;

/** A plain scalar on one line; without any text where it is empty. */
export function plainScalar(lines: Lines, at: Stretch, schema: Schema): Scalar {
  const source = lines.text.slice(at.start, at.end);
  return newScalar(lines, at, 'PLAIN', source, plainValue(source, schema));
}

/** Only a cheap first look; the schema decides. */
const mayBeOther = /^(?:[-+.\d]|(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE)?$)/;

/** What the schema makes of plain text. */
function plainValue(source: string, schema: Schema): unknown {
  if (!mayBeOther.test(source)) return source;
  for (const type of schema.tags) {
    if (type.collection !== undefined || type.default !== true || !type.test?.test(source)) continue;
    const value = type.resolve(source, giveUp, {});
    return value instanceof Scalar ? value.value : value;
  }
  return source;
}

/** Whether plain text begins here; no where that is rare. */
export function beginsPlain(lines: Lines, at: number): boolean {
  const first = lines.text.charAt(at);
  return first === '-' ? !lines.isBlank(at + 1) : !'?:,[]{}#&*!|>\'"%@`\t'.includes(first);
}

/** Where the plain text of a line ends, outside of flow collections. */
export function findPlainEnd({ text }: Lines, start: number): number {
  let end = start;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === space) continue;
    if (code === lineFeed || code === carriageReturn) return end;
    if (code === tab) giveUp();
    if (code === hash && end < at) return end;
    if (code === colon && isBlankCode(text.charCodeAt(at + 1))) return end;
    end = at + 1;
  }
  return end;
}

/** White space, a line's end, or the text's end (NaN). */
function isBlankCode(code: number): boolean {
  return !(code > space);
}

/** Where a quoted scalar ends that ends on its line. */
export function findQuotedEnd(lines: Lines, start: number): number {
  const { text } = lines;
  const quote = text.charCodeAt(start);
  const single = text.charAt(start) === "'";
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === lineFeed) giveUp();
    if (code === backslash && !single) {
      at += 1;
      if (lines.isEnd(at)) giveUp();
    } else if (code === quote) {
      if (!single || text.charCodeAt(at + 1) !== quote) return at + 1;
      at += 1;
    }
  }
  return giveUp();
}

/** A quoted scalar on one line. */
export function quotedScalar(lines: Lines, { start, end }: Stretch): Scalar {
  const inside = lines.text.slice(start + 1, end - 1);
  const single = lines.text.charAt(start) === "'";
  const source = single ? inside.replaceAll("''", "'") : inside.includes('\\') ? unescaped(inside) : inside;
  return newScalar(lines, { start, end }, single ? 'QUOTE_SINGLE' : 'QUOTE_DOUBLE', source);
}

function unescaped(inside: string): string {
  return CST.resolveAsScalar(
    { type: 'double-quoted-scalar', offset: 0, indent: 0, source: `"${inside}"` },
    true,
    giveUp,
  ).value;
}
