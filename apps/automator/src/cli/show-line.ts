import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { excerpt } from '../errors/excerpt.ts';

/**
 * The line of a file with a caret under a place; undefined where it is not there, or may be a part of a secret: a file
 * that cannot be read as YAML may hold a Secret all the same.
 */
export function showLine(
  dir: string,
  { file, line, column }: { file: string; line: number; column: number },
): string | undefined {
  let text: string;
  try {
    text = readFileSync(join(dir, file), 'utf8');
  } catch {
    return undefined;
  }
  if (/^\s*["']?kind["']?:\s*["']?(Secret|SealedSecret)\b/m.test(text)) return undefined;
  const shown = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)[line - 1];
  return shown === undefined ? undefined : excerpt(shown, { line, column });
}
