import { structuredPatch } from 'diff';
import { styleOf } from './style.ts';
import type { Terminal } from './terminal.ts';

/** What is said of one changed line, in the heading of its hunk. */
export interface ChangedLine {
  /** From 1. */
  readonly line: number;
  readonly what: string;
}

/** A file as it is and as it would be. */
export interface FileChange {
  readonly path: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/**
 * A file's change as git prints it, so that `git apply` takes it.
 * @returns lines for standard output: a large plan is written file by file, not line by line
 */
export function sayDiff(
  { path, before, after }: FileChange,
  said: readonly ChangedLine[],
  terminal: Terminal,
): string {
  const { bold, cyan, red, green } = styleOf(terminal, 'stdout');
  const [was, is] = [before, after].map((bytes) => Buffer.from(bytes).toString('utf8'));
  const { hunks } = structuredPatch('', '', was ?? '', is ?? '', undefined, undefined, { context: 3 });
  const diff = [bold(`diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}`)];
  for (const { oldStart, oldLines, newStart, newLines, lines } of hunks) {
    const place = `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`;
    const here = said.filter(({ line }) => line >= oldStart && line < oldStart + oldLines);
    const what = here.map((one) => one.what).join('; ');
    diff.push(what === '' ? cyan(place) : `${cyan(place)} ${what}`);
    for (const line of lines) {
      diff.push(line.startsWith('-') ? red(line) : line.startsWith('+') ? green(line) : line);
    }
  }
  return diff.join('\n');
}

/** `12,7`; git leaves the count out where it is 1. */
function range(start: number, count: number): string {
  return count === 1 ? String(start) : `${start},${count}`;
}
