import type { Comment, Person, PullRequest, PullRequestStatus } from '../forge-client.ts';
import type { JsonView } from '../http/json-view.ts';

/** Lists cut descriptions here, without a sign that they do. */
const LISTED_BODY = 400;

/** A person by their unique name, which is an e-mail address in the cloud; service principals are known by kind. */
export function readAzurePerson(json: JsonView): Person {
  const descriptor = json.at('descriptor').text('');
  return { login: json.at('uniqueName').text(), bot: /^(?:svc|aadsp)\./.test(descriptor) };
}

/** A pull request ("GitPullRequest"). @param page the repository's page for people */
export function readAzurePull(json: JsonView, page: string): PullRequest {
  const status = json.at('status').text();
  const number = json.at('pullRequestId').number();
  const closed = json.at('closedDate');
  return {
    number,
    url: `${page}/pullrequest/${number}`,
    title: json.at('title').text(),
    body: json.at('description').text(''),
    state: status === 'completed' ? 'merged' : status === 'abandoned' ? 'closed' : 'open',
    draft: json.at('isDraft').flag(),
    head: {
      branch: branchOf(json.at('sourceRefName').text()),
      commit: json.at('lastMergeSourceCommit', 'commitId').text(''),
    },
    base: branchOf(json.at('targetRefName').text()),
    labels: json
      .at('labels')
      .items()
      .filter((label) => label.at('active').raw() !== false)
      .map((label) => label.at('name').text()),
    author: readAzurePerson(json.at('createdBy')).login,
    createdAt: json.at('creationDate').time(),
    ...(status !== 'active' && closed.present ? { closedAt: closed.time() } : {}),
  };
}

/** Whether a list may have cut it: it has to be read on its own. */
export function mayBeCut(json: JsonView): boolean {
  return json.at('description').text('').length >= LISTED_BODY;
}

export function isFromHere(json: JsonView): boolean {
  return !json.at('forkSource').present;
}

export function readMergeable(json: JsonView): PullRequestStatus['mergeable'] {
  switch (json.at('mergeStatus').text('notSet')) {
    case 'conflicts':
      return 'conflict';
    case 'succeeded':
    case 'rejectedByPolicy':
      return 'clean';
    default:
      return 'unknown';
  }
}

/** Votes are 10 (approved), 5 (with suggestions), 0, -5 (waits for the author) and -10; groups only sum them up. */
export function isApproved(json: JsonView): boolean {
  const people = json
    .at('reviewers')
    .items()
    .filter((one) => !one.at('isContainer').flag());
  return people.some((one) => one.at('vote').number() >= 5);
}

/** The comments of a thread that people wrote; the forge writes its own into threads too. */
export function readThread(json: JsonView): readonly Comment[] {
  if (json.at('isDeleted').flag()) return [];
  const thread = json.at('id').number();
  return json
    .at('comments')
    .items()
    .filter((one) => one.at('commentType').text('text') === 'text' && !one.at('isDeleted').flag())
    .map((one) => ({
      id: `${thread}/${one.at('id').number()}`,
      author: readAzurePerson(one.at('author')),
      body: one.at('content').text(''),
      at: one.at('publishedDate').time(),
    }));
}

function branchOf(ref: string): string {
  return ref.replace(/^refs\/heads\//, '');
}
