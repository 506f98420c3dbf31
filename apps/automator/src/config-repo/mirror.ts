import { mkdirSync } from 'node:fs';
import { type BlobReader, createBlobReader } from './cat-file.ts';
import { explainGitFailure } from './explain-git-failure.ts';
import { type Committer, type NewCommit, writeCommits } from './fast-import.ts';
import { createGit, type Git } from './git.ts';
import { type GitRemote, gitEnvironment } from './git-environment.ts';
import { listDifferences, listFiles, type TreeDifference, type TreeEntry } from './list-files.ts';
import { removeStaleLocks } from './remove-stale-locks.ts';

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
  /** Writes commits on top of `parent`, locally. @returns the last one's id */
  writeCommits(
    parent: string,
    commits: readonly NewCommit[],
    committer: Committer,
    at: number,
  ): Promise<string>;
  /**
   * Moves the remote branch from `expected` to `commit`, or not at all.
   * @throws AutomatorError `git-push-raced` when the branch is not at `expected` any more, also where it is at
   * `commit` already: another process wrote the very same commit in the same second
   */
  push(commit: string, expected: string): Promise<void>;
  close(): void;
}

const localRef = 'refs/automator/fetched';
const writtenRef = 'refs/automator/written';

export async function openMirror(dir: string, remote: GitRemote): Promise<Mirror> {
  mkdirSync(dir, { recursive: true });
  removeStaleLocks(dir);
  const git: Git = createGit(dir, remote);
  // Only the commands that talk to the remote need its credentials.
  const { inherited, own } = gitEnvironment({ url: remote.url });
  const localEnv = { ...inherited, ...own };
  const blobs: BlobReader = createBlobReader(dir, localEnv);
  // Without --quiet it prints a line: simple-git waits 50 ms longer for a silent command.
  await git.run('init', '--bare', '.');
  const branchRef = `refs/heads/${remote.branch}`;
  return {
    fetch: async () => {
      await git.run('fetch', '-v', '--no-tags', remote.url, `+${branchRef}:${localRef}`);
      return (await git.run('rev-parse', localRef)).trim();
    },
    listFiles: (commit) => listFiles(git, commit),
    listDifferences: (from, to) => listDifferences(git, from, to),
    readBlob: (blob) => blobs.read(blob),
    writeCommits: (parent, commits, committer, at) =>
      writeCommits(dir, localEnv, { parent, ref: writtenRef, commits, committer, at }),
    push: async (commit, expected) => {
      // The lease makes it a compare-and-swap against the commit that was read. It never forces anything:
      // `commit` descends from `expected`, so a push that the lease lets through is a fast-forward.
      const lease = `--force-with-lease=${branchRef}:${expected}`;
      const said = await git.run('push', '--porcelain', lease, remote.url, `${commit}:${branchRef}`);
      // Git looks at the lease only when there is something to push.
      if (/^=\t/m.test(said)) throw explainGitFailure(new Error(said), remote);
    },
    close: () => blobs.close(),
  };
}
