import type { Comment, Person, PullRequest } from '../forge-client.ts';
import type { JsonView } from '../http/json-view.ts';

/**
 * Who somebody is. Bitbucket Cloud has no user names any more, and anybody may choose any nickname, so an account is
 * known by its id alone.
 */
export function readBitbucketPerson(json: JsonView): Person {
  const id = json.at('account_id');
  return {
    login: id.present ? id.text() : json.at('uuid').text(),
    bot: json.at('type').text('user') !== 'user',
  };
}

/** A pull request. Its commit is cut to twelve digits: `fullCommit` gives the whole. */
export function readBitbucketPull(json: JsonView, fullCommit: string): PullRequest {
  const state = json.at('state').text();
  const updated = json.at('updated_on');
  return {
    number: json.at('id').number(),
    url: json.at('links', 'html', 'href').text(),
    title: json.at('title').text(),
    body: json.at('description').text(''),
    // `SUPERSEDED` is of the past: a pull request that a fork's other one replaced.
    state: state === 'OPEN' ? 'open' : state === 'MERGED' ? 'merged' : 'closed',
    draft: json.at('draft').flag(),
    head: { branch: json.at('source', 'branch', 'name').text(), commit: fullCommit },
    base: json.at('destination', 'branch', 'name').text(),
    labels: [],
    author: readBitbucketPerson(json.at('author')).login,
    createdAt: json.at('created_on').time(),
    ...(updated.present ? { updatedAt: updated.time() } : {}),
    // It does not say when it was closed: `updated_on` moves with every later comment. Its activity does.
  };
}

export function commitOf(json: JsonView): string {
  return json.at('source', 'commit', 'hash').text('');
}

/** Whether the head is a branch of this repository, and not one of that name in a fork. */
export function isFromHere(json: JsonView): boolean {
  const [source, destination] = [json.at('source', 'repository'), json.at('destination', 'repository')];
  return source.at('full_name').text('') === destination.at('full_name').text();
}

/** A comment on the whole pull request or on a line; undefined for deleted and not yet published ones. */
export function readBitbucketComment(json: JsonView): Comment | undefined {
  if (json.at('deleted').flag() || json.at('pending').flag()) return undefined;
  return {
    id: String(json.at('id').number()),
    author: readBitbucketPerson(json.at('user')),
    body: json.at('content', 'raw').text(),
    at: json.at('created_on').time(),
  };
}

/** The last word of each is kept: approved, or changes requested. */
export function isApproved(json: JsonView): boolean {
  return json
    .at('participants')
    .items()
    .some((one) => one.at('approved').flag());
}
