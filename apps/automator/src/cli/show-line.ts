import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { excerpt } from '../errors/excerpt.ts';

/** A place that something is said of. */
export interface SaidPlace {
  readonly file: string;
  readonly line: number;
  /** From 1, in code points. */
  readonly column?: number;
  /** What is said; a text that it quotes is looked for in the line. */
  readonly message: string;
}

export interface ShownLine {
  /** Of what is meant, as near as it is known. */
  readonly column?: number;
  /** The line with a caret under the place; left out where it is not there, or may be a part of a secret. */
  readonly shown?: string;
}

/** Shows a line of a file. One that cannot be read as YAML may hold a Secret all the same, so such a file is not. */
export function showLine(dir: string, { file, line, column, message }: SaidPlace): ShownLine {
  if (column === undefined) return {};
  let text: string;
  try {
    text = readFileSync(join(dir, file), 'utf8');
  } catch {
    return { column };
  }
  if (/^\s*["']?kind["']?:\s*["']?(Secret|SealedSecret)\b/m.test(text)) return { column };
  const found = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)[line - 1];
  if (found === undefined) return { column };
  const meant = columnOfQuote(found, column, message) ?? column;
  return { column: meant, shown: excerpt(found, { line, column: meant }) };
}

/** Where the last text that a message quotes stands in a line: what was read of it, or the worst part of that. */
function columnOfQuote(line: string, column: number, message: string): number | undefined {
  const characters = [...line];
  const before = characters.slice(0, column - 1).join('').length;
  const found = [...message.matchAll(/"([^"]+)"/g)]
    .map(([, quoted = '']) => line.indexOf(quoted, before))
    .findLast((at) => at >= 0);
  return found === undefined ? undefined : [...line.slice(0, found)].length + 1;
}
