import type { Comment, Person, PullRequest } from '../forge-client.ts';
import type { JsonView } from '../http/json-view.ts';

/** A pull request as GitHub lists it ("pull-request-simple") or gives it alone ("pull-request"). */
export function readPullRequest(pull: JsonView): PullRequest {
  const merged = pull.at('merged_at').present;
  const closed = pull.at('closed_at');
  const updated = pull.at('updated_at');
  return {
    number: pull.at('number').number(),
    url: pull.at('html_url').text(),
    title: pull.at('title').text(),
    body: pull.at('body').present ? pull.at('body').text() : '',
    state: merged ? 'merged' : pull.at('state').text() === 'open' ? 'open' : 'closed',
    draft: pull.at('draft').flag(),
    head: { branch: pull.at('head', 'ref').text(), commit: pull.at('head', 'sha').text() },
    base: pull.at('base', 'ref').text(),
    labels: pull
      .at('labels')
      .items()
      .map((label) => label.at('name').text()),
    author: readPerson(pull.at('user')).login,
    createdAt: pull.at('created_at').time(),
    ...(updated.present ? { updatedAt: updated.time() } : {}),
    ...(closed.present ? { closedAt: closed.time() } : {}),
  };
}

/** Whether the head branch is one of the repository itself: forks have branches of any name. */
export function isOwn(pull: JsonView): boolean {
  const home = pull.at('base', 'repo', 'full_name').text();
  return pull.at('head', 'repo').present && pull.at('head', 'repo', 'full_name').text() === home;
}

/** An account that was deleted is null; GitHub shows it as `ghost`. */
export function readPerson(user: JsonView): Person {
  if (!user.present) return { login: 'ghost', bot: false };
  return { login: user.at('login').text(), bot: user.at('type').text('User') === 'Bot' };
}

export function readComment(comment: JsonView): Comment {
  return {
    id: String(comment.at('id').number()),
    author: readPerson(comment.at('user')),
    body: comment.at('body').text(''),
    at: comment.at('created_at').time(),
  };
}
