/** One line of a file, as it was, as it is, or both. */
export interface DiffLine {
  readonly sign: ' ' | '+' | '-';
  /** Its number in the file before the change, from 1; absent where it was not there. */
  readonly before?: number;
  /** Its number in the file after the change, from 1; absent where it is gone. */
  readonly after?: number;
  /** Without sign and line end. */
  readonly text: string;
  /** Whether the file ends here without a line end. */
  readonly unended?: true;
}

/** Lines of a file that stand together. */
export interface Hunk {
  /** What git says it stands in, such as `metadata:`; often empty. */
  readonly heading: string;
  readonly lines: readonly DiffLine[];
}

export interface FileDiff {
  /** As git prints it, without `a/` and `b/`. */
  readonly path: string;
  /** What git says of the file beside its lines: `new file mode 100644`, `Binary files … differ`. */
  readonly notes: readonly string[];
  readonly hunks: readonly Hunk[];
}

interface Reading {
  path: string;
  readonly notes: string[];
  readonly hunks: { heading: string; lines: DiffLine[] }[];
  before: number;
  after: number;
  /** How many lines of the hunk are still to come, before and after. */
  left: { before: number; after: number };
}

const fileLine = /^diff --git (?:"?a\/(.*?)"?) (?:"?b\/(.*?)"?)$/;
const hunkLine = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/;
const pathLine = /^(?:---|\+\+\+) "?[ab]\/(.*?)"?\t?$/;
const silent = /^(?:index [0-9a-f]+|(?:---|\+\+\+) \/dev\/null)/;

/** Reads what `git diff` prints. What it cannot place becomes a note of the file, so nothing is lost. */
export function parseDiff(text: string): readonly FileDiff[] {
  const files: Reading[] = [];
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const file = files.at(-1);
    if (file !== undefined && isInHunk(file) && readHunkLine(file, line)) continue;
    const named = fileLine.exec(line);
    if (named !== null) files.push(startFile(named[2] ?? named[1] ?? ''));
    else if (file !== undefined) readHead(file, line);
    else if (line !== '') files.push({ ...startFile(''), notes: [line] });
  }
  return files.map(({ path, notes, hunks }) => ({ path, notes, hunks }));
}

function startFile(path: string): Reading {
  return { path, notes: [], hunks: [], before: 0, after: 0, left: { before: 0, after: 0 } };
}

function isInHunk({ left }: Reading): boolean {
  return left.before > 0 || left.after > 0;
}

function readHead(file: Reading, line: string): void {
  const hunk = hunkLine.exec(line);
  if (hunk !== null) {
    const [, before = '1', manyBefore = '1', after = '1', manyAfter = '1', heading = ''] = hunk;
    file.hunks.push({ heading, lines: [] });
    file.before = Number(before);
    file.after = Number(after);
    file.left = { before: Number(manyBefore), after: Number(manyAfter) };
    return;
  }
  if (line.startsWith('\\')) {
    markUnended(file);
    return;
  }
  const path = pathLine.exec(line)?.[1];
  if (path !== undefined) file.path = path;
  else if (line !== '' && !silent.test(line)) file.notes.push(line);
}

function readHunkLine(file: Reading, line: string): boolean {
  const lines = file.hunks.at(-1)?.lines;
  const sign = line.charAt(0);
  if (lines === undefined) return false;
  if (sign === '\\') {
    markUnended(file);
    return true;
  }
  const text = line.slice(1);
  if (sign === '-') {
    lines.push({ sign, before: file.before, text });
  } else if (sign === '+') {
    lines.push({ sign, after: file.after, text });
  } else if (sign === ' ' || line === '') {
    lines.push({ sign: ' ', before: file.before, after: file.after, text });
  } else {
    file.left = { before: 0, after: 0 };
    return false;
  }
  if (sign !== '+') {
    file.before++;
    file.left.before--;
  }
  if (sign !== '-') {
    file.after++;
    file.left.after--;
  }
  return true;
}

function markUnended({ hunks }: Reading): void {
  const lines = hunks.at(-1)?.lines;
  const last = lines?.pop();
  if (last !== undefined) lines?.push({ ...last, unended: true });
}
