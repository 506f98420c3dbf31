import type { Comment, Person, PullRequest } from '../forge-client.ts';
import type { JsonView } from '../http/json-view.ts';

/** A user: `SERVICE` is one that an access token of a project or repository acts as. */
export function readServerPerson(json: JsonView): Person {
  return { login: json.at('name').text(), bot: json.at('type').text('NORMAL') === 'SERVICE' };
}

/** A pull request ("RestPullRequest"). Times are in milliseconds since the epoch. */
export function readServerPull(json: JsonView): PullRequest {
  const state = json.at('state').text();
  const closed = json.at('closedDate').number(0);
  return {
    number: json.at('id').number(),
    url: json.at('links', 'self').items()[0]?.at('href').text() ?? '',
    title: json.at('title').text(),
    body: json.at('description').text(''),
    state: state === 'OPEN' ? 'open' : state === 'MERGED' ? 'merged' : 'closed',
    draft: json.at('draft').flag(),
    head: { branch: branchOf(json.at('fromRef')), commit: json.at('fromRef', 'latestCommit').text() },
    base: branchOf(json.at('toRef')),
    labels: [],
    author: readServerPerson(json.at('author', 'user')).login,
    createdAt: json.at('createdDate').number(),
    ...(closed === 0 || state === 'OPEN' ? {} : { closedAt: closed }),
  };
}

function branchOf(ref: JsonView): string {
  return ref
    .at('id')
    .text()
    .replace(/^refs\/heads\//, '');
}

/** Whether the head is a branch of this repository, and not one of that name in a fork. */
export function isFromHere(json: JsonView): boolean {
  const id = (side: string): number => json.at(side, 'repository', 'id').number(0);
  return id('fromRef') === id('toRef');
}

/** A comment out of an activity; undefined for other activities, and for edits and deletions of comments. */
export function readActivityComment(json: JsonView): Comment | undefined {
  if (json.at('action').text() !== 'COMMENTED') return undefined;
  if (json.at('commentAction').text('ADDED') !== 'ADDED') return undefined;
  return readServerComment(json.at('comment'));
}

export function readServerComment(json: JsonView): Comment {
  return {
    id: String(json.at('id').number()),
    author: readServerPerson(json.at('author')),
    body: json.at('text').text(),
    at: json.at('createdDate').number(),
  };
}

/** The last word of each reviewer is kept: `APPROVED`, `NEEDS_WORK` or `UNAPPROVED`. */
export function isApproved(json: JsonView): boolean {
  const all = [...json.at('reviewers').items(), ...json.at('participants').items()];
  return all.some((one) => one.at('status').text('') === 'APPROVED');
}
