import type { ForgeEvent, PullRequestEvent } from './forge-webhook.ts';

const ZEROS = /^0+$/;

/** A push, unless it is of a tag or of nothing. A commit of zeros is git's word for a deleted branch. */
export function pushed(repository: string, branch: string, commit: string): readonly ForgeEvent[] {
  if (repository === '' || branch === '') return [];
  const known = commit === '' || ZEROS.test(commit) ? {} : { commit };
  return [{ kind: 'push', repository, branch, ...known }];
}

/** An event of a pull request, where all that names it is there. */
export function pullRequest(event: Omit<PullRequestEvent, 'kind'>): readonly ForgeEvent[] {
  const { repository, number, head, base } = event;
  return repository === '' || number === 0 || head === '' || base === ''
    ? []
    : [{ kind: 'pull-request', ...event }];
}

/** A comment, where all that names it is there. */
export function commented(
  repository: string,
  number: number,
  by: { readonly author: string; readonly body: string },
): readonly ForgeEvent[] {
  return repository === '' || number === 0 || by.author === ''
    ? []
    : [{ kind: 'comment', repository, number, ...by }];
}
