import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileFilter } from '../paths/index.ts';
import { createObjectReader } from './cat-file.ts';
import { explainMissingBranch } from './explain-missing-branch.ts';
import { createGit } from './git.ts';
import { type GitRemote, gitEnvironment } from './git-environment.ts';
import { listFiles } from './list-files.ts';

/** One commit of a branch without its history, in a folder of its own that is gone after `close`. */
export interface ShallowCopy {
  /** The branch's newest commit. */
  readonly commit: string;
  /** The files that paths name and that may hold image fields. */
  readFiles(paths: readonly string[]): Promise<readonly { readonly path: string; readonly bytes: Buffer }[]>;
  /**
   * Asks the remote whether it would take a push of the commit that is there already, and pushes nothing.
   * @throws AutomatorError with a `git-…` code
   */
  tryPush(): Promise<void>;
  close(): void;
}

const localRef = 'refs/automator/fetched';

/**
 * @param signal ends the git command that runs
 * @throws AutomatorError with a `git-…` code
 */
export async function openShallow(remote: GitRemote, signal: AbortSignal): Promise<ShallowCopy> {
  const dir = mkdtempSync(join(tmpdir(), 'automator-look-'));
  const remove = (): void => rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  const git = createGit(dir, remote, signal);
  const branchRef = `refs/heads/${remote.branch}`;
  try {
    await git.run('init', '--bare', '.');
    await git.run('fetch', '-v', '--depth', '1', '--no-tags', remote.url, `+${branchRef}:${localRef}`);
    const { inherited, own } = await gitEnvironment({ url: remote.url });
    const objects = createObjectReader(dir, { ...inherited, ...own });
    const { id: commit } = await objects.find(localRef);
    return {
      commit,
      readFiles: async (paths) => {
        const wanted = fileFilter(paths);
        const entries = (await listFiles(git, commit)).filter(({ path }) => wanted(path));
        return Promise.all(
          entries.map(async ({ path, blob }) => ({ path, bytes: await objects.read(blob) })),
        );
      },
      tryPush: async () => {
        // A branch of this name is never made: the dry run ends before anything is sent.
        const probe = 'refs/heads/automator/doctor';
        await git.run('push', '--dry-run', '--porcelain', remote.url, `${commit}:${probe}`);
      },
      close: () => {
        objects.close();
        remove();
      },
    };
  } catch (error) {
    const said = signal.aborted ? error : await explainMissingBranch(error, git, remote);
    remove();
    throw said;
  }
}
