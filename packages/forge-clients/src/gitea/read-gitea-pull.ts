import type { Comment, Person, PullRequest } from '../forge-client.ts';
import { type DraftTitle, draftTitle } from '../http/draft-title.ts';
import type { JsonView } from '../http/json-view.ts';

/** The default of Gitea's setting WORK_IN_PROGRESS_PREFIXES, in any case. */
export const giteaDraft: DraftTitle = draftTitle('WIP:', /^\s*(?:(?:wip:|\[wip\])\s*)+/i);

/** A pull request ("PullRequest" in Gitea's API description). */
export function readGiteaPull(json: JsonView): PullRequest {
  const title = json.at('title').text();
  const open = json.at('state').text() === 'open';
  const ended = [json.at('merged_at'), json.at('closed_at')].find((at) => at.present);
  const updated = json.at('updated_at');
  return {
    number: json.at('number').number(),
    url: json.at('html_url').text(),
    title: giteaDraft.plain(title),
    body: json.at('body').text(''),
    state: json.at('merged').flag() ? 'merged' : open ? 'open' : 'closed',
    draft: json.at('draft').flag() || giteaDraft.isDraft(title),
    // `ref` turns into `refs/pull/<number>/head` when the branch is deleted; `label` stays.
    head: { branch: json.at('head', 'label').text(), commit: json.at('head', 'sha').text('') },
    base: json.at('base', 'ref').text(),
    labels: json
      .at('labels')
      .items()
      .map((label) => label.at('name').text()),
    author: json.at('user', 'login').text(),
    createdAt: json.at('created_at').time(),
    ...(updated.present ? { updatedAt: updated.time() } : {}),
    ...(ended === undefined || open ? {} : { closedAt: ended.time() }),
  };
}

export function isBranchGone(json: JsonView): boolean {
  return json.at('head', 'ref').text('').startsWith('refs/pull/');
}

/** Whether the head is a branch of this repository, and not one of that name in a fork. */
export function isFromHere(json: JsonView): boolean {
  return json.at('head', 'repo_id').number(0) === json.at('base', 'repo_id').number(0);
}

/** Whether the base has commits that the head has not. */
export function isDiverged(json: JsonView): boolean {
  return json.at('merge_base').text('') !== json.at('base', 'sha').text('');
}

/** Gitea does not say whether an account is a bot, but for those of its own Actions. */
export function readGiteaPerson(json: JsonView): Person {
  const login = json.at('login').text();
  return { login, bot: /^(?:gitea|forgejo)-actions$/.test(login) };
}

export function readGiteaComment(json: JsonView): Comment {
  return {
    id: String(json.at('id').number()),
    author: readGiteaPerson(json.at('user')),
    body: json.at('body').text(),
    at: json.at('created_at').time(),
  };
}

/**
 * Whether the last word of anybody whose approval counts ("official") is an approval that was not dismissed.
 * Comments and requests for a review are no such word.
 */
export function isApproved(reviews: readonly JsonView[]): boolean {
  const last = new Map<string, boolean>();
  for (const review of reviews) {
    const state = review.at('state').text();
    if (state !== 'APPROVED' && state !== 'REQUEST_CHANGES') continue;
    const counts = review.at('official').flag() && !review.at('dismissed').flag();
    last.set(review.at('user', 'login').text(''), state === 'APPROVED' && counts);
  }
  return [...last.values()].includes(true);
}
