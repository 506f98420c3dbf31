import { jsonReply, type Reply } from '../registry/reply.ts';
import type { ServerCall } from './bitbucket-server.ts';
import {
  serverCommentShape,
  serverError,
  serverPage,
  serverPullShape,
  serverUser,
  versionOf,
} from './bitbucket-server-shapes.ts';
import { field, flagOf, textOf } from './body.ts';
import { type ForgeRefusal, isRefusal, type PullRecord } from './pull-record.ts';
import type { Route } from './routes.ts';

const LIST = '/projects/{project}/repos/{slug}/pull-requests';
const ONE = `${LIST}/{number}`;
const LONGEST_TITLE = 255;
const LONGEST_BODY = 32_768;

type Act = (call: ServerCall, pull: PullRecord) => Promise<Reply> | Reply;

export const serverPullRoutes: readonly Route<ServerCall>[] = [
  { pattern: `GET ${LIST}`, handle: list },
  { pattern: `POST ${LIST}`, handle: create },
  one(`GET ${ONE}`, ({ site }, pull) => jsonReply(200, serverPullShape(site, pull))),
  one(`PUT ${ONE}`, change),
  one(
    `POST ${ONE}/decline`,
    versioned(({ site, account }, pull) => {
      const answer = site.state.close(pull, account);
      return isRefusal(answer) ? illegal('not open') : jsonReply(200, serverPullShape(site, pull));
    }),
  ),
  one(
    `POST ${ONE}/reopen`,
    versioned(async ({ site }, pull) => {
      if (pull.state !== 'closed') return illegal('not declined');
      const answer = await site.state.reopen(pull);
      return isRefusal(answer) ? refusal(answer) : jsonReply(200, serverPullShape(site, pull));
    }),
  ),
  one(
    `POST ${ONE}/merge`,
    versioned(({ site, request }, pull) => {
      if (pull.state !== 'open' || pull.draft) return illegal('not open');
      if (flagOf(request.body, 'autoMerge') !== true)
        return serverError(409, 'pull.PullRequestMergeVetoedException', 'builds');
      pull.autoMerge = true;
      return jsonReply(200, serverPullShape(site, pull));
    }),
  ),
  one(`GET ${ONE}/merge`, async ({ site }, pull) => {
    if (pull.state !== 'open') return illegal('not open');
    const conflicted = (await site.state.mergeable(pull)) === 'conflict';
    const outcome = conflicted ? 'CONFLICTED' : 'CLEAN';
    return jsonReply(200, { canMerge: !conflicted, conflicted, outcome, vetoes: [] });
  }),
  one(`GET ${ONE}/activities`, ({ site, request }, pull) => {
    const opened = { action: 'OPENED', createdDate: pull.createdAt, user: serverUser(pull.author) };
    const comments = pull.comments.map((comment) => ({
      action: 'COMMENTED',
      commentAction: 'ADDED',
      createdDate: comment.at,
      user: serverUser(comment.author),
      comment: serverCommentShape(comment),
    }));
    const declined =
      pull.state === 'closed' && pull.closedBy !== undefined
        ? [{ action: 'DECLINED', createdDate: pull.closedAt, user: serverUser(pull.closedBy) }]
        : [];
    return serverPage(site, request, [opened, ...comments, ...declined].reverse());
  }),
  one(`POST ${ONE}/comments`, ({ site, request, account }, pull) => {
    const text = textOf(request.body, 'text') ?? '';
    if (text === '' || text.length > LONGEST_BODY) return invalid('text');
    return jsonReply(201, serverCommentShape(site.state.comment(pull, account, text)));
  }),
];

function one(pattern: string, act: Act): Route<ServerCall> {
  return {
    pattern,
    handle(call, parts) {
      const pull = call.site.state.find(Number(parts['number']));
      if (pull === undefined) return serverError(404, 'pull.NoSuchPullRequestException', 'There is none.');
      return act(call, pull);
    },
  };
}

/** Acts only for who has seen the newest version. */
function versioned(act: Act): Act {
  return (call, pull) => {
    const seen = Number(call.request.url.searchParams.get('version') ?? -1);
    return seen === versionOf(pull) ? act(call, pull) : outOfDate();
  };
}

function list({ site, request }: ServerCall): Reply {
  const query = request.url.searchParams;
  const state = query.get('state') ?? 'OPEN';
  const branch = query.get('at')?.replace(/^refs\/heads\//, '');
  const outgoing = query.get('direction') === 'OUTGOING';
  const found = site.state.pulls.filter((pull) => {
    const shown = { open: 'OPEN', closed: 'DECLINED', merged: 'MERGED' }[pull.state];
    const side = outgoing ? pull.head : pull.base;
    return (state === 'ALL' || state === shown) && (branch === undefined || branch === side);
  });
  const ordered = query.get('order') === 'OLDEST' ? found : found.toReversed();
  return serverPage(
    site,
    request,
    ordered.map((pull) => serverPullShape(site, pull)),
  );
}

async function create({ site, request, account }: ServerCall): Promise<Reply> {
  const { body } = request;
  const branchOf = (side: string): string =>
    (textOf(field(body, side), 'id') ?? '').replace(/^refs\/heads\//, '');
  const title = textOf(body, 'title') ?? '';
  if (title === '' || title.length > LONGEST_TITLE) return invalid('title');
  if ((textOf(body, 'description') ?? '').length > LONGEST_BODY) return invalid('description');
  const made = await site.state.open(
    {
      head: branchOf('fromRef'),
      base: branchOf('toRef'),
      title,
      body: textOf(body, 'description'),
      draft: flagOf(body, 'draft'),
      reviewers: reviewersOf(body),
    },
    account,
  );
  return isRefusal(made) ? refusal(made) : jsonReply(201, serverPullShape(site, made));
}

function change({ site, request }: ServerCall, pull: PullRecord): Reply {
  const { body } = request;
  if (field(body, 'version') !== versionOf(pull)) return outOfDate();
  if (pull.state !== 'open') return illegal('not open');
  const title = textOf(body, 'title') ?? '';
  if (title === '' || title.length > LONGEST_TITLE) return invalid('title');
  const description = textOf(body, 'description') ?? '';
  if (description.length > LONGEST_BODY) return invalid('description');
  Object.assign(pull, {
    title,
    body: description,
    draft: flagOf(body, 'draft') ?? pull.draft,
    reviewers: reviewersOf(body),
    updatedAt: site.now(),
  });
  return jsonReply(200, serverPullShape(site, pull));
}

function refusal(answer: ForgeRefusal): Reply {
  switch (answer.refused) {
    case 'duplicate':
      return serverError(
        409,
        'pull.DuplicatePullRequestException',
        'Only one pull request may be open for a given source and target branch',
      );
    case 'missing-head':
    case 'missing-base':
      return serverError(
        404,
        'commit.NoSuchCommitException',
        'The branch does not exist in this repository.',
      );
    default:
      return serverError(409, 'pull.EmptyPullRequestException', 'Already up to date.');
  }
}

function illegal(why: string): Reply {
  return serverError(409, 'pull.IllegalPullRequestStateException', `The pull request is ${why}.`);
}

function outOfDate(): Reply {
  const text = 'You are attempting to modify a pull request based on out-of-date information.';
  return serverError(409, 'pull.PullRequestOutOfDateException', text);
}

function invalid(context: string): Reply {
  return jsonReply(400, { errors: [{ context, message: 'too long or empty', exceptionName: null }] });
}

function reviewersOf(body: unknown): readonly string[] {
  const value = field(body, 'reviewers');
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  return entries.map((entry) => textOf(field(entry, 'user'), 'name') ?? '');
}
