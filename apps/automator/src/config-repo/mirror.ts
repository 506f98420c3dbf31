import { mkdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { type BranchPush, branchPushes, type RetryFetch } from './branch-pushes.ts';
import { createObjectReader, type ObjectReader } from './cat-file.ts';
import { explainMissingBranch } from './explain-missing-branch.ts';
import { createGit, type Git } from './git.ts';
import { type GitRemote, gitEnvironment } from './git-environment.ts';
import { type HistoryCommands, historyCommands } from './history-commands.ts';
import { isNearAncestor } from './is-near-ancestor.ts';
import { listDifferences, type TreeDifference } from './list-differences.ts';
import { listFiles, type TreeEntry } from './list-files.ts';
import type { NewCommit, Signature } from './new-commit.ts';
import { type OurBranches, ourBranches, ourBranchesRefspec } from './our-branches.ts';
import { type OurCommits, ourCommits } from './our-commits.ts';
import { removeStaleLocks } from './remove-stale-locks.ts';
import { writeCommits } from './write-commits.ts';

/**
 * A bare local copy of one branch of a config repo. It belongs to one process, and its callers take turns:
 * two git commands that fetch into one mirror break each other.
 */
export interface Mirror {
  /** Brings the copy up to date. @returns the branch's newest commit */
  fetch(): Promise<string>;
  listFiles(commit: string): Promise<TreeEntry[]>;
  listDifferences(from: string, to: string): Promise<TreeDifference[]>;
  readBlob(blob: string): Promise<Buffer>;
  /** Writes commits on top of `parent`, locally. @returns their ids, in their order */
  writeCommits(
    parent: string,
    commits: readonly NewCommit[],
    by: Signature,
    at: number,
  ): Promise<readonly string[]>;
  /** Begins to move the remote branch from `expected` to a commit that is still to be written. */
  beginPush(expected: string): BranchPush;
  readonly history: HistoryCommands;
  readonly ourCommits: OurCommits;
  /** Fetched together with the branch, where the mirror was opened with them. */
  readonly branches: OurBranches;
  close(): void;
}

/** Objects come to hundreds in this many fetches, not to thousands. */
const fetchesToPacking = 50;

const localRef = 'refs/automator/fetched';

/** @param withBranches whether the branches of our pull requests are fetched too */
export async function openMirror(dir: string, remote: GitRemote, withBranches = false): Promise<Mirror> {
  mkdirSync(dir, { recursive: true });
  removeStaleLocks(dir);
  const git: Git = createGit(dir, remote);
  // Only the commands that talk to the remote need its credentials.
  const { inherited, own } = await gitEnvironment({ url: remote.url });
  const localEnv = { ...inherited, ...own };
  const objects: ObjectReader = createObjectReader(dir, localEnv);
  // Without --quiet it prints a line: simple-git waits 50 ms longer for a silent command.
  await git.run('init', '--bare', '.');
  const branchRef = `refs/heads/${remote.branch}`;
  const history = historyCommands(dir, localEnv);
  const isBehind = async (before: string, after: string): Promise<boolean> =>
    (await isNearAncestor(before, after, objects.read)) || (await history.isBehind(before, after));
  let fetches = 0;
  let seen = await history.valueOf(localRef);
  const pushes = branchPushes({ dir, git, remote, trackingRef: localRef, history });
  let unchecked: { readonly commit: string; readonly before: string } | undefined;
  let checked: Promise<void> = Promise.resolve();
  /** Where something did not come, the mirror forgets the branch, so that the next fetch brings all of it again. */
  const checkObjects = (): Promise<void> => {
    const fetched = unchecked;
    unchecked = undefined;
    const check = async (): Promise<void> => {
      await setImmediate();
      if (fetched === undefined) return;
      if (!(await history.isComplete(fetched.commit, fetched.before))) await history.dropRef(localRef);
    };
    checked = checked.then(check).catch(() => undefined);
    return checked;
  };
  const fetchAll = async (): Promise<string> => {
    try {
      const others = withBranches ? [ourBranchesRefspec] : [];
      await git.run(
        'fetch',
        '-v',
        '--no-tags',
        // Looking whether to pack takes a process of its own, which is not worth it every time.
        fetches % fetchesToPacking === 0 ? '--auto-maintenance' : '--no-auto-maintenance',
        '--no-write-fetch-head',
        '--no-show-forced-updates',
        '--prune',
        '--update-shallow',
        remote.url,
        `+${branchRef}:${localRef}`,
        ...others,
      );
      fetches += 1;
    } catch (error) {
      throw await explainMissingBranch(error, git, remote);
    }
    return (await objects.find(localRef)).id;
  };
  /** The branches of our pull requests move refs, so they come by `git fetch`. */
  const fetchForRetry = async (fetchObjects: RetryFetch | undefined): Promise<string | undefined> => {
    if (seen === undefined || withBranches) return undefined;
    const commit = await fetchObjects?.();
    if (commit !== undefined) unchecked = { commit, before: seen };
    return commit;
  };
  const branches = ourBranches({
    git,
    remote,
    dir,
    env: localEnv,
    history,
    listDifferences: (from, to) => listDifferences(objects.read, from, to),
    readBlob: (name) => objects.read(name),
  });
  return {
    fetch: async () => {
      const fetchObjects = await pushes.beforeFetch();
      if (unchecked !== undefined) await checkObjects();
      await checked;
      const commit = (await fetchForRetry(fetchObjects)) ?? (await fetchAll());
      if (seen !== undefined && !(await isBehind(seen, commit))) {
        await history.rememberRewrite({ before: seen, after: commit });
      }
      seen = commit;
      return commit;
    },
    listFiles: (commit) => listFiles(git, commit),
    listDifferences: (from, to) => listDifferences(objects.read, from, to),
    readBlob: (blob) => objects.read(blob),
    writeCommits: (parent, commits, by, at) =>
      writeCommits({ dir, env: localEnv, objects }, { parent, commits, by, at }),
    beginPush: (expected) => {
      const push = pushes.begin(expected);
      return {
        ...push,
        send: async (commit) => {
          await push.send(commit);
          seen = commit;
          // Nobody waits for this but the next fetch.
          void checkObjects();
        },
      };
    },
    history,
    ourCommits: ourCommits(dir, localEnv, history),
    branches,
    close: () => {
      pushes.close();
      objects.close();
    },
  };
}
