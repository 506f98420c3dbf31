import { AutomatorError } from '../errors/automator-error.ts';
import type { Explanation } from './explain-git-failure.ts';
import type { GitRemote } from './git-environment.ts';
import type { PushReport } from './push-report.ts';

/** Somebody else moved the branch between our look and the remote's. */
const race =
  /cannot lock ref|failed to update ref|failed to lock|reference already exists|incorrect old value/i;

interface Refusal {
  /** Sought in the reason and in the remote's own lines. */
  readonly pattern: RegExp;
  readonly code: Explanation['code'];
  readonly what: string;
  readonly next: (remote: GitRemote) => string;
}

/** How forges put it: GitHub, GitLab, Gitea and Forgejo, Bitbucket, Azure DevOps. */
const refusals: readonly Refusal[] = [
  {
    pattern: /\barchived\b/i,
    code: 'git-repository-archived',
    what: 'the repository is archived',
    next: ({ name }) => `unarchive it, or remove config repo "${name}" from configRepos`,
  },
  {
    pattern: /verified signature|must be signed|unsigned commit|not signed|GPG signature/i,
    code: 'git-push-refused',
    what: 'the remote takes only signed commits',
    next: () => 'set commit.signing to a key that the remote knows',
  },
  {
    pattern:
      /protected branch|GH006|GH013|rule violations|not allowed to push|through pull requests?|TF402455|must use a pull request|Permission denied to update branch|branch permission/i,
    code: 'git-branch-protected',
    what: 'the branch is protected',
    next: ({ branch }) =>
      `allow the Automator's user to push to ${branch}, or set writeBack to pull-request for this config repo`,
  },
  {
    pattern: /email|committer|author/i,
    code: 'git-push-refused',
    what: 'the remote does not take commits by this author or committer',
    next: () => 'set commit.author and commit.committer to somebody whom the remote knows',
  },
];

/** What a push that moved nothing means, from the report on our ref and the remote's words around it. */
export function explainRefusal(report: PushReport, said: string, remote: GitRemote): Explanation {
  const { outcome, reason } = report;
  if (outcome === 'moved') {
    return {
      code: 'git-push-unconfirmed',
      what: 'git failed after the remote had taken the push',
      next: 'nothing: the next fetch shows what is there',
    };
  }
  if (outcome !== 'refused' || race.test(reason)) {
    return {
      code: 'git-push-raced',
      what: 'somebody else pushed first',
      next: 'nothing: it is fetched and planned again',
    };
  }
  const words = [reason, ...said.split('\n').filter((line) => line.startsWith('remote:'))].join('\n');
  const found = refusals.find(({ pattern }) => pattern.test(words));
  return {
    code: found?.code ?? 'git-push-refused',
    what: found?.what ?? 'the remote refused the push',
    next:
      found?.next(remote) ??
      `read what the remote said; allow the Automator's user to push to ${remote.branch}, or set writeBack to pull-request`,
  };
}

/** A push of which it is not known that it is on the branch. */
export function unconfirmedPush(remote: GitRemote, commit: string, what: string): AutomatorError {
  return new AutomatorError(
    'git-push-unconfirmed',
    `${remote.url} (branch ${remote.branch}): ${commit} was pushed, but ${what}`,
    { where: remote.name, next: 'nothing: the branch is read and planned again as it is' },
  );
}
