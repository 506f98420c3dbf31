import type { Comment, Person, PullRequest, PullRequestStatus } from '../forge-client.ts';
import { type DraftTitle, draftTitle } from '../http/draft-title.ts';
import type { JsonView } from '../http/json-view.ts';

/** GitLab understands these at the beginning of a title, in any case. */
export const gitlabDraft: DraftTitle = draftTitle('Draft:', /^\s*(?:(?:\[draft\]|\(draft\)|draft:)\s*)+/i);

/** A merge request ("Merge requests API"). */
export function readMergeRequest(json: JsonView): PullRequest {
  const title = json.at('title').text();
  const ended = [json.at('merged_at'), json.at('closed_at')].find((at) => at.present);
  const state = json.at('state').text();
  const updated = json.at('updated_at');
  return {
    number: json.at('iid').number(),
    url: json.at('web_url').text(),
    title: gitlabDraft.plain(title),
    body: json.at('description').text(''),
    // `locked` is a merge request in the middle of being merged.
    state: state === 'merged' || state === 'closed' ? state : 'open',
    draft: json.at('draft').flag() || gitlabDraft.isDraft(title),
    head: { branch: json.at('source_branch').text(), commit: json.at('sha').text('') },
    base: json.at('target_branch').text(),
    labels: json
      .at('labels')
      .items()
      .map((label) => label.text()),
    author: json.at('author', 'username').text(),
    createdAt: json.at('created_at').time(),
    ...(updated.present ? { updatedAt: updated.time() } : {}),
    ...(ended === undefined || state === 'opened' ? {} : { closedAt: ended.time() }),
  };
}

/** Whether the head is a branch of this project, and not one of that name in a fork. */
export function isFromHere(json: JsonView): boolean {
  return json.at('source_project_id').number(0) === json.at('target_project_id').number(0);
}

/**
 * What `detailed_merge_status` says of the branches. Most of its values are about approvals and pipelines, and
 * `has_conflicts` speaks beside them.
 */
export function readMergeable(json: JsonView): PullRequestStatus['mergeable'] {
  switch (json.at('detailed_merge_status').text('')) {
    case '':
    case 'unchecked':
    case 'checking':
    case 'preparing':
      return 'unknown';
    case 'conflict':
    case 'broken_status':
      return 'conflict';
    case 'need_rebase':
      return json.at('has_conflicts').flag() ? 'conflict' : 'behind';
    default:
      return json.at('has_conflicts').flag() ? 'conflict' : 'clean';
  }
}

/** Access tokens of projects and groups, and service accounts, act as users with names that GitLab makes. */
const BOT_NAME = /^(?:(?:project|group)_\d+_bot|service_account_)/;

export function readGitlabPerson(json: JsonView): Person {
  const login = json.at('username').text();
  return { login, bot: json.at('bot').flag() || BOT_NAME.test(login) };
}

/** A note; undefined for what GitLab itself writes, such as "changed the description". */
export function readNote(json: JsonView): Comment | undefined {
  if (json.at('system').flag()) return undefined;
  return {
    id: String(json.at('id').number()),
    author: readGitlabPerson(json.at('author')),
    body: json.at('body').text(),
    at: json.at('created_at').time(),
  };
}
