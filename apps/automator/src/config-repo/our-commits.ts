import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { takeTurns } from '../queue/index.ts';
import type { HistoryCommands } from './history-commands.ts';

const execute = promisify(execFile);

/** A commit whose message tells of updates of ours; what it says is for readers, decisions are made without it. */
export interface OurCommit {
  readonly commit: string;
  /** When it was committed, RFC 3339, in UTC. */
  readonly at: string;
  readonly author: string;
  readonly message: string;
  /** It came to the branch by a merge, and not as a commit of its own. */
  readonly isMerged: boolean;
}

/** What a mirror knows of the commits that we made. Nothing here talks to the remote. */
export interface OurCommits {
  /** Those that a commit holds, newest first, at most 1,000. */
  behind(tip: string): Promise<readonly OurCommit[]>;
  /** The newest that `head` has and `base` has not. */
  between(base: string, head: string): Promise<OurCommit | undefined>;
  /** What a commit changes against its first parent, as git prints it, cut after 200 kB. */
  diff(commit: string): Promise<string>;
  /** The same for everything that `head` changes since it left `base`. */
  diffBetween(base: string, head: string): Promise<string>;
}

const commitsAtMost = 1_000;
/** What is open is asked for again and again. */
const proposalsAtMost = 500;
const diffBytes = 200_000;
/** Each followed by NUL, which no message can hold. */
const format = ['%H', '%cI', '%an', '%B'].map((part) => `${part}%x00`).join('');
const plainDiff = ['--no-color', '--no-ext-diff', '--no-textconv'];

/** Walks the history once, and later only what is new in it. */
export function ourCommits(
  dir: string,
  env: Readonly<Record<string, string>>,
  { isBehind }: Pick<HistoryCommands, 'isBehind'>,
): OurCommits {
  const inTurn = takeTurns();
  const proposals = new Map<string, Promise<OurCommit | undefined>>();
  let known: { readonly tip: string; readonly commits: readonly OurCommit[] } | undefined;

  const run = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await execute('git', [...args], { cwd: dir, env, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  };
  const find = async (atMost: number, ...range: readonly string[]): Promise<readonly OurCommit[]> => {
    const limit = `--max-count=${atMost}`;
    const grep = ['--extended-regexp', '--grep=^Automator-Update: '];
    const [log, line] = await Promise.all([
      run('log', ...grep, limit, `--format=${format}`, ...range, '--'),
      run('rev-list', '--first-parent', '--max-count=50000', ...range, '--'),
    ]);
    const firstParents = new Set(line.split('\n'));
    const isCut = firstParents.size > 50_000;
    return readCommits(log).map((one) => ({ ...one, isMerged: !isCut && !firstParents.has(one.commit) }));
  };
  return {
    behind: (tip) =>
      inTurn(async () => {
        if (known?.tip === tip) return known.commits;
        const before = known !== undefined && (await isBehind(known.tip, tip)) ? known : undefined;
        const fresh = await find(commitsAtMost, tip, ...(before === undefined ? [] : [`^${before.tip}`]));
        const commits = [...fresh, ...(before?.commits ?? [])].slice(0, commitsAtMost);
        known = { tip, commits };
        return commits;
      }),
    between: (base, head) => {
      const key = `${base} ${head}`;
      const asked = proposals.get(key) ?? find(1, head, `^${base}`).then(([newest]) => newest);
      if (proposals.size >= proposalsAtMost) proposals.clear();
      proposals.set(key, asked);
      asked.catch(() => proposals.delete(key));
      return asked;
    },
    diff: (commit) =>
      readStart(dir, env, [
        'show',
        '--format=',
        '--patch',
        '--first-parent',
        '-m',
        ...plainDiff,
        commit,
        '--',
      ]),
    diffBetween: (base, head) =>
      readStart(dir, env, ['diff', ...plainDiff, '--merge-base', base, head, '--']),
  };
}

function readCommits(log: string): Omit<OurCommit, 'isMerged'>[] {
  const parts = log.split('\0');
  const commits: Omit<OurCommit, 'isMerged'>[] = [];
  for (let at = 0; at + 3 < parts.length; at += 4) {
    const [commit = '', when = '', author = '', message = ''] = parts.slice(at, at + 4);
    commits.push({ commit: commit.trim(), at: new Date(when).toISOString(), author, message });
  }
  return commits;
}

/** As much of what git prints as is wanted; then it is ended. */
async function readStart(
  dir: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<string> {
  const child = spawn('git', [...args], { cwd: dir, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  ended.catch(() => undefined);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-500);
  });
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of child.stdout) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > diffBytes) break;
    }
    if (length <= diffBytes && (await ended) !== 0) throw new Error(`git ${args[0]} failed: ${said}`);
  } finally {
    child.kill();
  }
  return wholeText(Buffer.concat(chunks).subarray(0, diffBytes));
}

/** Without the part of a character that a cut may have left at the end. */
function wholeText(bytes: Buffer): string {
  return new TextDecoder().decode(bytes, { stream: true });
}
