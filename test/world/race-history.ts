import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** One commit of a linear branch. */
export interface Step {
  readonly commit: string;
  readonly parents: readonly string[];
  readonly committer: string;
  readonly message: string;
  readonly changes: readonly FileChange[];
}

export interface FileChange {
  readonly path: string;
  /** Empty where the file was not there. */
  readonly before: string;
  readonly after: string;
}

/** What an `Automator-Update` trailer says. */
export interface Trailer {
  readonly file: string;
  /** Which container of the file, 0-based. */
  readonly container: number;
  readonly image: string;
  readonly from: string;
  readonly to: string;
}

/** The branch from its first commit to its head, along the first parents, with what each commit changed. */
export async function readHistory(dir: string, branch = 'main'): Promise<Step[]> {
  const format = ['%H', '%P', '%cn', '%B'].join('%x00');
  const printed = await git(
    dir,
    'log',
    '--first-parent',
    '--reverse',
    '-z',
    `--format=${format}%x00`,
    branch,
  );
  const parts = printed.split('\0');
  const texts = new Map<string, Promise<string>>();
  const textOf = (blob: string): Promise<string> => {
    if (/^0+$/.test(blob)) return Promise.resolve('');
    const text = texts.get(blob) ?? git(dir, 'cat-file', 'blob', blob);
    texts.set(blob, text);
    return text;
  };
  const steps: Step[] = [];
  for (let at = 0; at + 3 < parts.length; at += 5) {
    const [commit = '', parents = '', committer = '', message = ''] = parts.slice(at, at + 4);
    steps.push({
      commit,
      parents: parents.split(' ').filter((parent) => parent !== ''),
      committer,
      message,
      changes: await readChanges(dir, commit, textOf),
    });
  }
  return steps;
}

async function readChanges(
  dir: string,
  commit: string,
  textOf: (blob: string) => Promise<string>,
): Promise<FileChange[]> {
  const printed = await git(
    dir,
    'diff-tree',
    '--root',
    '--no-commit-id',
    '-r',
    '-z',
    '--raw',
    '--no-renames',
    commit,
  );
  const parts = printed.split('\0');
  const changes: FileChange[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [, , before = '', after = ''] = (parts[at] ?? '').split(' ');
    changes.push({ path: parts[at + 1] ?? '', before: await textOf(before), after: await textOf(after) });
  }
  return changes;
}

/** What git printed, to the last byte. */
async function git(dir: string, ...args: string[]): Promise<string> {
  const { stdout } = await execute('git', args, { cwd: dir, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

export function trailersOf({ message }: Step): Trailer[] {
  const pattern =
    /^Automator-Update: (\S+)#0\/spec\/template\/spec\/containers\/(\d+)\/image (\S+) (\S+) -> (\S+)$/gm;
  return [...message.matchAll(pattern)].map(([, file = '', container, image = '', from = '', to = '']) => ({
    file,
    container: Number(container),
    image,
    from,
    to,
  }));
}

/** Where the branch stood before and after each push, from its reflog. */
export async function readPushes(dir: string, branch = 'main'): Promise<{ from: string; to: string }[]> {
  const log = await readFile(join(dir, 'logs', 'refs', 'heads', branch), 'utf8');
  return log
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [from = '', to = ''] = line.split(' ');
      return { from, to };
    });
}
