import { execFile } from 'node:child_process';
import { AutomatorError } from '../errors/automator-error.ts';
import { explainGitFailure } from './explain-git-failure.ts';
import type { Git } from './git.ts';
import type { GitRemote } from './git-environment.ts';
import type { HistoryCommands } from './history-commands.ts';
import type { TreeDifference } from './list-differences.ts';
import { readPushReport } from './push-report.ts';

/** All branches of ours begin with this. */
export const ourPrefix = 'automator/';

/** Where the mirror keeps what it fetched of them. */
const localPrefix = 'refs/automator/branches/';

/** What a fetch of the base takes along, so that one fetch a look is enough. */
export const ourBranchesRefspec: string = `+refs/heads/${ourPrefix}*:${localPrefix}*`;

/** One file that differs between two commits. */
export interface BranchFile {
  readonly path: string;
  /** As in the common base; undefined where it is not there, or no regular file. */
  readonly before?: Buffer;
  /** As on the branch; undefined where it is not there, or no regular file. */
  readonly after?: Buffer;
  /** Neither its mode nor its kind was changed. */
  readonly sameMode: boolean;
}

/** A branch beside the base that it is proposed for. */
export interface BranchComparison {
  /** The newest commit that both have; undefined where they have none. */
  readonly mergeBase: string | undefined;
  /** What the branch changes since then, by path. */
  readonly files: readonly BranchFile[];
  /** The messages of the commits that only the branch has. */
  readonly messages: string;
  /** Git could not merge it into the base. */
  readonly conflicts: boolean;
}

/** The branches of pull requests, beside the one branch that is read. */
export interface OurBranches {
  /** Name to newest commit, as the last fetch saw them or our own push left them. */
  heads(): Promise<ReadonlyMap<string, string>>;
  compare(head: string, base: string): Promise<BranchComparison>;
  /** A file of a commit; undefined where it is not there. */
  readFile(commit: string, path: string): Promise<Buffer | undefined>;
  /**
   * Moves a branch from `expected` (null: it must not exist) to `commit`, or not at all. What it loses are commits of
   * ours: the caller has looked at what `expected` holds.
   * @throws AutomatorError `git-push-raced` when the branch is somewhere else by now
   */
  push(branch: string, commit: string, expected: string | null): Promise<void>;
  /** Deletes a branch that is at `expected`. @throws AutomatorError as `push` */
  delete(branch: string, expected: string): Promise<void>;
}

/** What the branches need of their mirror. */
export interface BranchSources {
  readonly git: Git;
  readonly remote: GitRemote;
  readonly dir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly history: Pick<HistoryCommands, 'commonBase' | 'messagesBetween'>;
  listDifferences(from: string, to: string): Promise<TreeDifference[]>;
  /** By id, or by `<commit>:<path>`. */
  readBlob(name: string): Promise<Buffer>;
}

export function ourBranches(sources: BranchSources): OurBranches {
  const { git, remote, dir, env, history, listDifferences, readBlob } = sources;

  const readAt = (commit: string, path: string): Promise<Buffer | undefined> =>
    path.includes('\n') ? Promise.resolve(undefined) : readBlob(`${commit}:${path}`).catch(() => undefined);

  const move = async (branch: string, source: string, expected: string | null): Promise<void> => {
    const ref = `refs/heads/${branch}`;
    const lease = `--force-with-lease=${ref}:${expected ?? ''}`;
    const explain = (error: unknown): AutomatorError => explainGitFailure(error, { ...remote, branch });
    const said = await git
      .run('push', '--porcelain', lease, remote.url, `${source}:${ref}`)
      .catch((error: unknown) => {
        // It was explained as if it were about the branch that is read.
        throw explain(error instanceof AutomatorError ? (error.cause ?? error) : error);
      });
    const report = readPushReport(said, ref);
    if (report?.outcome !== 'moved' && report?.outcome !== 'up-to-date') {
      throw explain(new Error(said));
    }
  };

  const filesOf = async (mergeBase: string, head: string): Promise<BranchFile[]> => {
    const [there, back] = await Promise.all([
      listDifferences(mergeBase, head),
      listDifferences(head, mergeBase),
    ]);
    const modes = new Map(back.map(({ path, entry }) => [path, entry?.mode]));
    return Promise.all(
      there.map(async ({ path, entry }) => {
        const mode = modes.get(path);
        const before = mode === undefined ? undefined : await readAt(mergeBase, path);
        const after = entry === undefined ? undefined : await readAt(head, path);
        return {
          path,
          ...(before !== undefined && { before }),
          ...(after !== undefined && { after }),
          sameMode: mode === entry?.mode,
        };
      }),
    );
  };

  return {
    heads: async () => {
      const printed = await git.run('for-each-ref', '--format=%(objectname) %(refname)', localPrefix);
      const lines = printed.split('\n').filter((line) => line.includes(` ${localPrefix}`));
      return new Map(
        lines.map((line) => {
          const [commit = '', ref = ''] = line.split(' ');
          return [`${ourPrefix}${ref.slice(localPrefix.length)}`, commit] as const;
        }),
      );
    },
    compare: async (head, base) => {
      const mergeBase = await history.commonBase(head, base);
      if (mergeBase === undefined) return { mergeBase, files: [], messages: '', conflicts: true };
      const [files, messages, moved] = await Promise.all([
        filesOf(mergeBase, head),
        history.messagesBetween(mergeBase, head),
        mergeBase === base ? [] : listDifferences(mergeBase, base),
      ]);
      const touched = new Set(moved.map(({ path }) => path));
      const overlap = files.some(({ path }) => touched.has(path));
      return { mergeBase, files, messages, conflicts: overlap && (await conflicts(dir, env, base, head)) };
    },
    readFile: readAt,
    push: async (branch, commit, expected) => {
      await move(branch, commit, expected);
      await git.run('update-ref', `${localPrefix}${branch.slice(ourPrefix.length)}`, commit);
    },
    delete: async (branch, expected) => {
      await move(branch, '', expected);
      await git.run('update-ref', '-d', `${localPrefix}${branch.slice(ourPrefix.length)}`);
    },
  };
}

/** Tries the merge without touching anything; git ends with 1 where it conflicts. Source: git-merge-tree(1). */
function conflicts(
  dir: string,
  env: Readonly<Record<string, string>>,
  base: string,
  head: string,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    execFile(
      'git',
      ['merge-tree', '--write-tree', '--no-messages', base, head],
      { cwd: dir, env },
      (error) => {
        if (error === null) resolve(false);
        else if (error.code === 1) resolve(true);
        else reject(error);
      },
    );
  });
}
