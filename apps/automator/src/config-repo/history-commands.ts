import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type LoggedCommit, readLog } from './read-log.ts';

const execute = promisify(execFile);

/** What a mirror knows of the past of its branch. Nothing here talks to the remote. */
export interface HistoryCommands {
  /** As {@link readLog}. */
  log(range: string, paths: readonly string[]): AsyncIterable<LoggedCommit>;
  /** Where the files that a commit added came from: the new path to the old one. */
  renames(parent: string, commit: string): Promise<ReadonlyMap<string, string>>;
  /** The messages of what a merge brought. */
  messagesBetween(parent: string, commit: string): Promise<string>;
  /** What a ref of the mirror points to; undefined where it is not there. */
  valueOf(ref: string): Promise<string | undefined>;
  /** Makes a ref of the mirror point to a commit. */
  moveRef(ref: string, commit: string): Promise<void>;
  dropRef(ref: string): Promise<void>;
  /** Whether nothing is missing that `commit` needs and `before`, which is complete, does not have. */
  isComplete(commit: string, before: string): Promise<boolean>;
  /** Whether `commit` is `of` or one of its ancestors. */
  isBehind(commit: string, of: string): Promise<boolean>;
  /** The newest commit that both have; undefined where they have none. */
  commonBase(a: string, b: string): Promise<string | undefined>;
  /** The commits whose parents are not here, because the remote itself has no more. */
  shallowCommits(): Promise<ReadonlySet<string>>;
  /** Where the branch stood before somebody rewrote it, and where it stood after. */
  rewrites(): Promise<readonly Rewrite[]>;
  /** Remembers a rewrite, in a ref that keeps the dropped commits. */
  rememberRewrite(rewrite: Rewrite): Promise<void>;
}

export interface Rewrite {
  readonly before: string;
  readonly after: string;
}

const rewriteRefs = 'refs/automator/rewritten';

/** Commands of a mirror's folder that print little or nothing, run plainly. */
export function historyCommands(dir: string, env: Readonly<Record<string, string>>): HistoryCommands {
  const run = async (...args: string[]): Promise<string> => {
    const { stdout } = await execute('git', args, { cwd: dir, env, maxBuffer: 64 * 1024 * 1024 });
    return stdout.trim();
  };
  const readRewrites = async (): Promise<readonly Rewrite[]> => {
    const printed = await run('for-each-ref', '--format=%(refname)', rewriteRefs);
    return printed.split('\n').flatMap((line) => {
      const [, after, before] = /\/([0-9a-f]{40,})\/([0-9a-f]{40,})$/.exec(line) ?? [];
      return after === undefined || before === undefined ? [] : [{ before, after }];
    });
  };
  let known: Promise<readonly Rewrite[]> | undefined;
  return {
    log: (range, paths) => readLog(dir, env, range, paths),
    renames: async (parent, commit) => {
      const printed = await run('diff-tree', '-r', '-z', '-M', '--raw', '--diff-filter=R', parent, commit);
      const parts = printed.split('\0');
      const found = new Map<string, string>();
      for (let at = 0; at + 2 < parts.length; at += 3) found.set(parts[at + 2] ?? '', parts[at + 1] ?? '');
      return found;
    },
    messagesBetween: (parent, commit) => run('log', '--format=%B', `${parent}..${commit}`),
    valueOf: async (ref) => {
      const printed = await run('for-each-ref', '--format=%(objectname)', ref);
      return printed === '' ? undefined : printed;
    },
    moveRef: async (ref, commit) => void (await run('update-ref', ref, commit)),
    dropRef: async (ref) => void (await run('update-ref', '-d', ref)),
    isComplete: (commit, before) =>
      run('rev-list', '--objects', '--quiet', commit, `^${before}`).then(
        () => true,
        () => false,
      ),
    isBehind: async (commit, of) => (await run('rev-list', '--max-count=1', commit, `^${of}`)) === '',
    commonBase: async (a, b) => {
      // Without a common base git says so by its exit code alone.
      const printed = await run('merge-base', a, b).catch(() => '');
      return printed === '' ? undefined : printed;
    },
    shallowCommits: async () => {
      if (!existsSync(join(dir, 'shallow'))) return new Set();
      return new Set((await run('rev-list', '--max-parents=0', '--all')).split('\n'));
    },
    rewrites: () => {
      known ??= readRewrites();
      return known;
    },
    rememberRewrite: async ({ before, after }) => {
      await run('update-ref', `${rewriteRefs}/${after}/${before}`, before);
      known = undefined;
    },
  };
}
