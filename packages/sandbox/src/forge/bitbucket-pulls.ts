import { jsonReply, type Reply } from '../registry/reply.ts';
import type { BitbucketCall } from './bitbucket.ts';
import { fitsQuery } from './bitbucket-query.ts';
import {
  bitbucketActivity,
  bitbucketCommentShape,
  bitbucketError,
  bitbucketPage,
  bitbucketPullShape,
} from './bitbucket-shapes.ts';
import { field, flagOf, textOf } from './body.ts';
import { type ForgeRefusal, isRefusal, type PullRecord } from './pull-record.ts';
import type { Route } from './routes.ts';

const LIST = '/repositories/{workspace}/{slug}/pullrequests';
const ONE = `${LIST}/{number}`;
const LONGEST_TITLE = 255;
const LARGEST_PAGE = 50;

type Act = (call: BitbucketCall, pull: PullRecord) => Promise<Reply> | Reply;

export const bitbucketPullRoutes: readonly Route<BitbucketCall>[] = [
  { pattern: `GET ${LIST}`, handle: list },
  { pattern: `POST ${LIST}`, handle: create },
  one(`GET ${ONE}`, ({ site }, pull) => jsonReply(200, bitbucketPullShape(site, pull))),
  one(`PUT ${ONE}`, change),
  one(`POST ${ONE}/decline`, ({ site, account }, pull) => {
    const answer = site.state.close(pull, account);
    if (isRefusal(answer)) return bitbucketError(400, 'This pull request is already closed.');
    return jsonReply(200, bitbucketPullShape(site, pull));
  }),
  one(`GET ${ONE}/activity`, ({ site, request }, pull) =>
    bitbucketPage(site, request, bitbucketActivity(pull), LARGEST_PAGE),
  ),
  one(`GET ${ONE}/comments`, ({ site, request }, pull) => {
    const newestFirst = request.url.searchParams.get('sort') === '-created_on';
    const comments = pull.comments.map(bitbucketCommentShape);
    return bitbucketPage(site, request, newestFirst ? comments.reverse() : comments, 100);
  }),
  one(`POST ${ONE}/comments`, ({ site, request, account }, pull) => {
    const raw = textOf(field(request.body, 'content'), 'raw') ?? '';
    if (raw === '') return bitbucketError(400, 'Bad request', { content: ['required'] });
    return jsonReply(201, bitbucketCommentShape(site.state.comment(pull, account, raw)));
  }),
  one(`GET ${ONE}/diffstat`, ({ site, request }, pull) => {
    const spec = `${site.repository}:${pull.headCommit.slice(0, 12)}%0D${pull.baseCommit.slice(0, 12)}`;
    const path = request.url.pathname.replace(/\/pullrequests\/.*$/, `/diffstat/${spec}`);
    const location = `${site.url}${path}?from_pullrequest_id=${pull.number}&topic=true`;
    return { status: 302, headers: { location } };
  }),
  {
    pattern: 'GET /repositories/{workspace}/{slug}/diffstat/{spec+}',
    async handle({ site, request }) {
      const pull = site.state.find(Number(request.url.searchParams.get('from_pullrequest_id')));
      if (pull === undefined) return bitbucketError(404, 'Commit not found');
      const conflicts = (await site.state.mergeable(pull)) === 'conflict';
      const entry = { type: 'diffstat', status: conflicts ? 'merge conflict' : 'modified', lines_added: 1 };
      return bitbucketPage(site, request, [entry], 500);
    },
  },
];

function one(pattern: string, act: Act): Route<BitbucketCall> {
  return {
    pattern,
    handle(call, parts) {
      const pull = call.site.state.find(Number(parts['number']));
      return pull === undefined ? bitbucketError(404, 'Pull request not found') : act(call, pull);
    },
  };
}

function list({ site, request }: BitbucketCall): Reply {
  const query = request.url.searchParams;
  const asked = query.getAll('state');
  const wanted = asked.length === 0 ? ['OPEN'] : asked;
  const q = query.get('q') ?? 'id != ""';
  const shown: Record<string, unknown>[] = [];
  for (const pull of site.state.pulls) {
    const shape = bitbucketPullShape(site, pull);
    const fits = fitsQuery(q, (path) => {
      if (path === 'source.branch.name') return pull.head;
      return path === 'destination.branch.name' ? pull.base : String(shape[path]);
    });
    if (fits === undefined) return bitbucketError(400, 'Invalid query');
    if (fits && wanted.includes(String(shape['state']))) shown.push(shape);
  }
  const ordered = query.get('sort') === 'created_on' ? shown : shown.toReversed();
  return bitbucketPage(site, request, ordered, LARGEST_PAGE);
}

async function create({ site, request, account }: BitbucketCall): Promise<Reply> {
  const { body } = request;
  const head = textOf(field(field(body, 'source'), 'branch'), 'name');
  const base = textOf(field(field(body, 'destination'), 'branch'), 'name') ?? 'main';
  const title = textOf(body, 'title');
  if (head === undefined) return bitbucketError(400, 'Bad request', { source: ['required'] });
  if (title === undefined || title.length > LONGEST_TITLE) {
    return bitbucketError(400, 'Bad request', { title: ['required, 255 characters at most'] });
  }
  const wish = {
    head,
    base,
    title,
    body: textOf(body, 'description'),
    draft: flagOf(body, 'draft'),
    reviewers: reviewersOf(body),
  };
  const made = await site.state.open(wish, account);
  if (!isRefusal(made)) return jsonReply(201, bitbucketPullShape(site, made));
  if (made.refused !== 'duplicate') return refusal(made, head);
  // A second one for the same branches rewrites the first.
  const first = site.state.find(made.number);
  if (first === undefined) return bitbucketError(500, 'Something went wrong');
  Object.assign(first, { title, body: wish.body ?? '', updatedAt: site.now() });
  return jsonReply(201, bitbucketPullShape(site, first));
}

function change({ site, request }: BitbucketCall, pull: PullRecord): Reply {
  const { body } = request;
  if (pull.state !== 'open') return bitbucketError(400, 'This pull request is closed.');
  const title = textOf(body, 'title') ?? '';
  if (title === '' || title.length > LONGEST_TITLE)
    return bitbucketError(400, 'Bad request', { title: [''] });
  Object.assign(pull, {
    title,
    body: textOf(body, 'description') ?? pull.body,
    draft: flagOf(body, 'draft') ?? pull.draft,
    reviewers: reviewersOf(body),
    updatedAt: site.now(),
  });
  return jsonReply(200, bitbucketPullShape(site, pull));
}

function refusal(answer: ForgeRefusal, head: string): Reply {
  switch (answer.refused) {
    case 'missing-head':
      return bitbucketError(400, 'Bad request', { source: [`branch not found: ${head}`] });
    case 'missing-base':
      return bitbucketError(400, 'Bad request', { destination: ['branch not found'] });
    default:
      return bitbucketError(400, 'There are no changes to be pulled');
  }
}

function reviewersOf(body: unknown): readonly string[] {
  const value = field(body, 'reviewers');
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.map((one) => textOf(one, 'account_id') ?? (textOf(one, 'uuid') ?? '').replace(/[{}]/g, ''));
}
