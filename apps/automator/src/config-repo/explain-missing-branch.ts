import { AutomatorError } from '../errors/automator-error.ts';
import type { Git } from './git.ts';
import type { GitRemote } from './git-environment.ts';

/** A fetch that found no branch: tells a repository without any from one whose branch is gone. */
export async function explainMissingBranch(error: unknown, git: Git, remote: GitRemote): Promise<unknown> {
  if (!(error instanceof AutomatorError) || error.code !== 'git-branch-missing') return error;
  const branches = await git.run('ls-remote', '--heads', remote.url);
  if (branches.trim() !== '') return error;
  return new AutomatorError('git-repository-empty', `${remote.url}: the repository has no branch yet`, {
    where: remote.name,
    next: `push a first commit to branch "${remote.branch}"`,
    cause: error,
  });
}
