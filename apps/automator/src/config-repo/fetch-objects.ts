import { startGitDialogue } from './git-dialogue.ts';
import type { GitRemote } from './git-environment.ts';

export function isPath(url: string): boolean {
  return /^(?:\.{0,2}\/|file:\/\/)/.test(url);
}

/**
 * Brings the objects of a branch over a path, moves no ref of the mirror, and does not look whether all came. It asks for
 * all refs of the remote, which cost nothing over a path. Source: git-fetch-pack(1).
 * @param dir the mirror's folder
 * @returns the branch's newest commit; undefined where `git fetch` has to say what is wrong
 */
export async function fetchObjects(dir: string, remote: GitRemote): Promise<string | undefined> {
  const args = ['fetch-pack', '--quiet', remote.url, `refs/heads/${remote.branch}`];
  const git = await startGitDialogue(dir, remote, args);
  const { lines } = await git.end();
  return /^[0-9a-f]{40,64}(?= )/.exec(lines[0] ?? '')?.[0];
}
