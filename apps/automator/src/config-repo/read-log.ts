import { spawn } from 'node:child_process';

/** What one commit did to the files that were asked for. */
export interface LoggedCommit {
  readonly commit: string;
  readonly parents: readonly string[];
  /** When it was committed, RFC 3339. */
  readonly at: string;
  readonly author: string;
  readonly message: string;
  /** Against the first parent. Without a blob the file is gone. */
  readonly changes: readonly LoggedChange[];
}

export interface LoggedChange {
  readonly path: string;
  readonly mode: string;
  readonly blob?: string;
  /** True where the file was not there before. */
  readonly added: boolean;
}

/** Each followed by NUL, which no message can hold. */
const format = ['%H', '%P', '%cI', '%an', '%B'].map((part) => `${part}%x00`).join('');

/**
 * The commits on the first parents that touched any of these files, newest first, from one `git log`. It is ended as
 * soon as the caller has seen enough.
 *
 * @param range as git names it: a commit, or `<from>..<to>`
 */
export async function* readLog(
  dir: string,
  env: Readonly<Record<string, string>>,
  range: string,
  paths: readonly string[],
): AsyncGenerator<LoggedCommit, void, void> {
  const options = ['--first-parent', '-m', '--raw', '--no-abbrev', '--no-renames', '-z'];
  const child = spawn('git', ['--literal-pathspecs', 'log', '--stdin', ...options, `--format=${format}`], {
    cwd: dir,
    env,
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  ended.catch(() => undefined);
  child.stdin.on('error', () => undefined);
  child.stdin.end([range, '--', ...paths, ''].join('\n'));
  try {
    yield* groupTokens(splitAtNul(child.stdout));
    const status = await ended;
    if (status !== 0) throw new Error(`git log failed: ${said.slice(0, 500)}`);
  } finally {
    child.kill();
  }
}

async function* splitAtNul(chunks: AsyncIterable<Buffer>): AsyncGenerator<string, void, void> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0, start)) {
      yield rest.toString('utf8', start, end);
      start = end + 1;
    }
    rest = rest.subarray(start);
  }
}

/** Five tokens of a commit, an empty one, then two for each change: what happened, and the path. */
async function* groupTokens(tokens: AsyncIterable<string>): AsyncGenerator<LoggedCommit, void, void> {
  let head: string[] = [];
  let changes: LoggedChange[] = [];
  let change: string | undefined;
  for await (const token of tokens) {
    if (change !== undefined) {
      changes.push(readChange(change, token));
      change = undefined;
    } else if (head.length < 5) {
      head.push(token);
    } else if (/^\n*:/.test(token)) {
      change = token.trimStart();
    } else if (token !== '') {
      yield commitOf(head, changes);
      head = [token];
      changes = [];
    }
  }
  if (head.length === 5) yield commitOf(head, changes);
}

function commitOf(
  [commit = '', parents = '', at = '', author = '', message = '']: readonly string[],
  changes: readonly LoggedChange[],
): LoggedCommit {
  return { commit, parents: parents.split(' ').filter((id) => id !== ''), at, author, message, changes };
}

function readChange(text: string, path: string): LoggedChange {
  const [, mode = '', before = '', blob = ''] = text.slice(1).split(' ');
  return { path, mode, added: isNone(before), ...(!isNone(blob) && { blob }) };
}

function isNone(id: string): boolean {
  return /^0*$/.test(id);
}
