import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The commit that a branch of a bare repository is at. */
export async function headOf(gitDir: string): Promise<string> {
  const { stdout } = await run('git', ['--git-dir', gitDir, 'rev-parse', 'refs/heads/main']);
  return stdout.trim();
}

/** Waits until the branch has left `before`. @returns the new commit, or undefined when the time is over */
export async function waitForCommit(
  gitDir: string,
  before: string,
  milliseconds: number,
): Promise<string | undefined> {
  for (let waited = 0; waited < milliseconds; waited += 100) {
    const head = await headOf(gitDir);
    if (head !== before) return head;
    await sleep(100);
  }
  return undefined;
}

/** `git show` of a commit. */
export async function showCommit(gitDir: string, commit: string): Promise<string> {
  const { stdout } = await run('git', ['--git-dir', gitDir, 'show', commit]);
  return stdout;
}
