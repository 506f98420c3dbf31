import { AutomatorError, type AutomatorErrorCode } from '../errors/automator-error.ts';
import type { GitRemote } from './git-environment.ts';

interface Explanation {
  readonly pattern: RegExp;
  readonly code: AutomatorErrorCode;
  readonly what: string;
  readonly next: (remote: GitRemote) => string;
}

/** What git prints, in the order in which it is believed. */
const explanations: readonly Explanation[] = [
  {
    pattern: /ENOENT.*git|spawn git/,
    code: 'git-missing',
    what: 'the git program was not found',
    next: () => 'install git and check that it is on PATH',
  },
  {
    pattern:
      /^=\t|stale info|fetch first|non-fast-forward|cannot lock ref|failed to update ref|reference already exists|incorrect old value/im,
    code: 'git-push-raced',
    what: 'somebody else pushed first',
    next: () => 'nothing: it is fetched and planned again',
  },
  {
    pattern: /\[remote rejected\]|protected branch|pre-receive hook declined|GH006|not allowed to push/i,
    code: 'git-push-refused',
    what: 'the remote refused the push',
    next: ({ branch }) => `allow the Automator's user to push to ${branch}, or set writeBack to pull-request`,
  },
  {
    pattern:
      /Authentication failed|could not read (Username|Password)|Permission denied|error: 40[13]|access denied/i,
    code: 'git-unauthorized',
    what: 'the remote did not accept the credentials',
    next: ({ name }) =>
      `check credentials: of config repo "${name}": username, password and what they may do`,
  },
  {
    pattern: /couldn't find remote ref/i,
    code: 'git-branch-missing',
    what: 'the branch is not there',
    next: ({ name, branch }) => `push a branch "${branch}" or set branch: of config repo "${name}"`,
  },
  {
    pattern:
      /repository .* not found|does not appear to be a git repository|error: 404|does not exist|Repository not found/i,
    code: 'git-not-found',
    what: 'there is no such repository, or no access to it',
    next: ({ name }) => `check url: and credentials: of config repo "${name}"`,
  },
  {
    pattern:
      /Could not resolve|Failed to connect|Connection refused|Connection reset|timed out|block timeout|unable to access|early EOF|hung up|empty reply/i,
    code: 'git-unreachable',
    what: 'the remote did not answer',
    next: () => 'check the URL and the network; it is tried again at the next poll',
  },
];

/** Turns what git said into an error with a code and a next step. Our URLs hold no credentials, nor does git's text. */
export function explainGitFailure(error: unknown, remote: GitRemote): AutomatorError {
  const said = error instanceof Error ? error.message : String(error);
  const found = explanations.find(({ pattern }) => pattern.test(said));
  const firstLine =
    said.split('\n').find((line) => /^(fatal|error|!|remote:)/.test(line.trim())) ??
    said.split('\n')[0] ??
    '';
  return new AutomatorError(
    found?.code ?? 'git-failed',
    `${remote.url} (branch ${remote.branch}): ${found?.what ?? 'git failed'}: ${firstLine.trim().slice(0, 500)}`,
    {
      where: remote.name,
      next: found?.next(remote) ?? 'read what git said and mend it; it is tried again at the next poll',
      cause: error,
    },
  );
}
