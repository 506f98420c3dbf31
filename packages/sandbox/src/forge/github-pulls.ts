import { jsonReply, type Reply } from '../registry/reply.ts';
import { flagOf, textOf, textsOf } from './body.ts';
import type { GithubCall } from './github.ts';
import { errorAnswer, invalidAnswer } from './github-answers.ts';
import { fullPullShape, pageAnswer, pullShape, reviewShape } from './github-shapes.ts';
import { type ForgeRefusal, isRefusal, type PullRecord } from './pull-record.ts';
import type { PathParts, Route } from './routes.ts';

const LONGEST_BODY = 65_536;
const LONGEST_TITLE = 256;
const PULLS = '/repos/{owner}/{name}/pulls';

/** "REST API endpoints for pull requests", "… for pull request reviews". */
export const githubPullRoutes: readonly Route<GithubCall>[] = [
  { pattern: `GET ${PULLS}`, handle: list },
  { pattern: `POST ${PULLS}`, handle: create },
  {
    pattern: `GET ${PULLS}/{number}`,
    handle: (call, parts) => withPull(call, parts, (pull) => whole(call, pull)),
  },
  {
    pattern: `PATCH ${PULLS}/{number}`,
    handle: (call, parts) => withPull(call, parts, (pull) => change(call, pull)),
  },
  {
    pattern: `GET ${PULLS}/{number}/reviews`,
    handle: (call, parts) =>
      withPull(call, parts, (pull) =>
        pageAnswer(
          call,
          pull.reviews.map((review) => reviewShape(call.site, review)),
        ),
      ),
  },
  {
    pattern: `POST ${PULLS}/{number}/requested_reviewers`,
    handle: (call, parts) => withPull(call, parts, (pull) => askReviewers(call, pull)),
  },
];

/** Runs with the pull request that the path names, or answers 404. */
export function withPull(
  { site }: GithubCall,
  parts: PathParts,
  handle: (pull: PullRecord) => Promise<Reply> | Reply,
): Promise<Reply> | Reply {
  const pull = site.state.find(Number(parts['number']));
  return pull === undefined ? errorAnswer(404, 'Not Found') : handle(pull);
}

function list(call: GithubCall): Reply {
  const query = call.request.url.searchParams;
  const state = query.get('state') ?? 'open';
  const [base, head] = [query.get('base'), query.get('head')];
  const [owner = ''] = call.site.repository.split('/');
  const found = call.site.state.pulls.filter(
    (pull) =>
      (state === 'all' || (state === 'open') === (pull.state === 'open')) &&
      (base === null || pull.base === base) &&
      (head === null || `${owner}:${pull.head}` === head),
  );
  const rising = query.get('direction') === 'asc';
  const ordered = rising ? found : found.toReversed();
  return pageAnswer(
    call,
    ordered.map((pull) => pullShape(call.site, pull)),
  );
}

async function create(call: GithubCall): Promise<Reply> {
  const { body } = call.request;
  const [head, base, title] = [textOf(body, 'head'), textOf(body, 'base'), textOf(body, 'title')];
  if (head === undefined) return invalidAnswer('PullRequest', 'head');
  if (base === undefined) return invalidAnswer('PullRequest', 'base');
  if (title === undefined) return invalidAnswer('PullRequest', 'title');
  const long = tooLong(call);
  if (long !== undefined) return long;
  const branch = head.includes(':') ? head.slice(head.indexOf(':') + 1) : head;
  const wish = { head: branch, base, title, body: textOf(body, 'body'), draft: flagOf(body, 'draft') };
  const made = await call.site.state.open(wish, call.account);
  if (isRefusal(made)) return refusalAnswer(call, made, branch, base);
  return jsonReply(201, await fullPullShape(call.site, made));
}

async function change(call: GithubCall, pull: PullRecord): Promise<Reply> {
  const { body } = call.request;
  const long = tooLong(call);
  if (long !== undefined) return long;
  const state = textOf(body, 'state');
  if (state === 'closed' && pull.state === 'open') call.site.state.close(pull, call.account);
  if (state === 'open') {
    const answer = await call.site.state.reopen(pull);
    if (isRefusal(answer)) return refusalAnswer(call, answer, pull.head, pull.base);
  }
  const [title, text] = [textOf(body, 'title'), textOf(body, 'body')];
  if (title !== undefined) pull.title = title;
  if (text !== undefined) pull.body = text;
  pull.updatedAt = call.site.now();
  return whole(call, pull);
}

async function whole({ site }: GithubCall, pull: PullRecord): Promise<Reply> {
  return jsonReply(200, await fullPullShape(site, pull));
}

async function askReviewers({ site, request }: GithubCall, pull: PullRecord): Promise<Reply> {
  const asked = textsOf(request.body, 'reviewers');
  const stranger = asked.find((login) => site.account(login) === undefined);
  if (stranger !== undefined) {
    return errorAnswer(
      422,
      'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator.',
    );
  }
  Object.assign(pull, { reviewers: [...new Set([...pull.reviewers, ...asked])] });
  return jsonReply(201, pullShape(site, pull));
}

function tooLong({ request }: GithubCall): Reply | undefined {
  if ((textOf(request.body, 'body') ?? '').length > LONGEST_BODY) {
    return invalidAnswer('Issue', 'body', `body is too long (maximum is ${LONGEST_BODY} characters)`);
  }
  if ((textOf(request.body, 'title') ?? '').length > LONGEST_TITLE) {
    return invalidAnswer(
      'PullRequest',
      'title',
      `title is too long (maximum is ${LONGEST_TITLE} characters)`,
    );
  }
  return undefined;
}

function refusalAnswer({ site }: GithubCall, refusal: ForgeRefusal, head: string, base: string): Reply {
  const [owner = ''] = site.repository.split('/');
  switch (refusal.refused) {
    case 'duplicate':
      return invalidAnswer('PullRequest', 'base', `A pull request already exists for ${owner}:${head}.`);
    case 'no-commits':
      return invalidAnswer('PullRequest', 'base', `No commits between ${base} and ${head}`);
    case 'missing-base':
      return invalidAnswer('PullRequest', 'base');
    case 'missing-head':
      return invalidAnswer('PullRequest', 'head');
    default:
      return invalidAnswer('PullRequest', 'state', `state cannot be changed: ${refusal.refused}`);
  }
}
