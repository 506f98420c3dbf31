import { simpleGit } from 'simple-git';
import { AutomatorError } from '../errors/automator-error.ts';
import { explainGitFailure } from './explain-git-failure.ts';
import { type GitRemote, gitEnvironment } from './git-environment.ts';

/** Runs one-shot git commands in one folder, with the remote's credentials in the environment only. */
export interface Git {
  /**
   * @returns what the command printed
   * @throws AutomatorError with a `git-…` code that says what to do
   */
  run(...args: string[]): Promise<string>;
}

/** A command that says nothing for this long is ended. */
const silenceMilliseconds = 120_000;

/** @param signal ends the command that runs */
export function createGit(dir: string, remote: GitRemote, signal?: AbortSignal): Git {
  return {
    run: async (...args) => {
      // Made for every command, because a credential's file may have changed.
      const { inherited, own } = await gitEnvironment(remote);
      const git = simpleGit({
        baseDir: dir,
        timeout: { block: silenceMilliseconds },
        ...(signal !== undefined && { abort: signal }),
        allowEnvironment: Object.keys(own),
        unsafe: {
          allowUnsafeConfigEnvCount: true,
          allowUnsafeHooksPath: true,
          allowUnsafeCredentialHelper: true,
          allowUnsafeSshCommand: true,
        },
      }).env({ ...inherited, ...own });
      try {
        return await git.raw(args);
      } catch (error) {
        throw error instanceof AutomatorError ? error : explainGitFailure(error, remote);
      }
    },
  };
}
