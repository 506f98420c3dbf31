import { jsonReply, type Reply } from '../registry/reply.ts';
import { field, flagOf, textOf, textsOf } from './body.ts';
import type { GiteaCall } from './gitea.ts';
import {
  giteaCommentShape,
  giteaError,
  giteaPage,
  giteaPullShape,
  giteaReviewShape,
  giteaUser,
  isDraftTitle,
  labelId,
  labelShape,
} from './gitea-shapes.ts';
import { type ForgeRefusal, isRefusal, type PullRecord } from './pull-record.ts';
import type { Route } from './routes.ts';

const LIST = '/repos/{owner}/{name}/pulls';
const ONE = `${LIST}/{number}`;
const ISSUE = '/repos/{owner}/{name}/issues/{number}';
const LONGEST_TITLE = 255;

type Parts = Readonly<Record<string, string>>;
type Act = (call: GiteaCall, pull: PullRecord, parts: Parts) => Promise<Reply> | Reply;

export const giteaPullRoutes: readonly Route<GiteaCall>[] = [
  { pattern: `GET ${LIST}`, handle: list },
  { pattern: `POST ${LIST}`, handle: create },
  one(`GET ${ONE}`, async ({ site }, pull) => jsonReply(200, await giteaPullShape(site, pull))),
  one(`PATCH ${ONE}`, change),
  one(`POST ${ONE}/merge`, merge),
  one(`GET ${ONE}/reviews`, ({ site, request }, pull) => {
    const { from, to, headers } = giteaPage(site, request, pull.reviews.length);
    const shown = pull.reviews.slice(from, to).map((review) => giteaReviewShape(site, review));
    return jsonReply(200, shown, headers);
  }),
  one(`POST ${ONE}/requested_reviewers`, ({ site, request }, pull) => {
    const asked = textsOf(request.body, 'reviewers');
    if (asked.some((login) => site.account(login) === undefined)) {
      return giteaError(404, 'user redirect does not exist');
    }
    Object.assign(pull, { reviewers: [...new Set([...pull.reviewers, ...asked])] });
    return jsonReply(201, []);
  }),
  one(`GET ${ISSUE}/comments`, ({ site, request }, pull) => {
    const since = Date.parse(request.url.searchParams.get('since') ?? '') || 0;
    const found = pull.comments.filter(({ at }) => at >= since);
    return jsonReply(
      200,
      found.map((comment) => giteaCommentShape(site, comment)),
    );
  }),
  one(`POST ${ISSUE}/comments`, ({ site, request, account }, pull) => {
    const body = textOf(request.body, 'body') ?? '';
    if (body === '') return giteaError(422, '[Body]: Required');
    return jsonReply(201, giteaCommentShape(site, site.state.comment(pull, account, body)));
  }),
  one(`GET ${ISSUE}/timeline`, ({ site, request }, pull) => {
    const closings =
      pull.state === 'closed' && pull.closedBy !== undefined
        ? [{ id: 1, type: 'close', user: giteaUser(site, pull.closedBy) }]
        : [];
    const comments = pull.comments.map((one) => ({ ...giteaCommentShape(site, one), type: 'comment' }));
    const events = [...comments, ...closings];
    const { from, to, headers } = giteaPage(site, request, events.length);
    return jsonReply(200, events.slice(from, to), headers);
  }),
  one(`POST ${ISSUE}/labels`, ({ site, request }, pull) => {
    const added = namesOf(site.state.labels, request.body, 'labels');
    pull.labels = [...new Set([...pull.labels, ...added])];
    return jsonReply(200, pull.labels.map(labelShape));
  }),
  one(`DELETE ${ISSUE}/labels/{label}`, (_, pull, { label }) => {
    pull.labels = pull.labels.filter((name) => labelId(name) !== Number(label));
    return { status: 204 };
  }),
];

function one(pattern: string, act: Act): Route<GiteaCall> {
  return {
    pattern,
    handle(call, parts) {
      const pull = call.site.state.find(Number(parts['number']));
      return pull === undefined ? giteaError(404, 'The target couldn’t be found.') : act(call, pull, parts);
    },
  };
}

async function list({ site, request }: GiteaCall): Promise<Reply> {
  const query = request.url.searchParams;
  const [state, base] = [query.get('state') ?? 'open', query.get('base_branch')];
  const found = site.state.pulls.filter(
    (pull) =>
      (state === 'all' || (state === 'open') === (pull.state === 'open')) &&
      (base === null || pull.base === base),
  );
  const ordered = query.get('sort') === 'oldest' ? found : found.toReversed();
  const { from, to, headers } = giteaPage(site, request, ordered.length);
  const shown = await Promise.all(ordered.slice(from, to).map((pull) => giteaPullShape(site, pull)));
  return jsonReply(200, shown, headers);
}

async function create({ site, request, account }: GiteaCall): Promise<Reply> {
  const { body } = request;
  const [head, base, title] = [textOf(body, 'head'), textOf(body, 'base'), textOf(body, 'title') ?? ''];
  if (head === undefined || base === undefined || title === '') return giteaError(422, '[Title]: Required');
  if (title.length > LONGEST_TITLE) return giteaError(422, '[Title]: MaxSize');
  const made = await site.state.open(
    {
      head,
      base,
      title,
      body: textOf(body, 'body'),
      draft: isDraftTitle(title),
      labels: namesOf(site.state.labels, body, 'labels'),
      assignees: textsOf(body, 'assignees'),
    },
    account,
  );
  return isRefusal(made) ? refusal(made) : jsonReply(201, await giteaPullShape(site, made));
}

async function change({ site, request, account }: GiteaCall, pull: PullRecord): Promise<Reply> {
  const { body } = request;
  const title = textOf(body, 'title') ?? pull.title;
  if (title.length > LONGEST_TITLE) return giteaError(422, '[Title]: MaxSize');
  const state = textOf(body, 'state');
  if (state !== undefined && pull.state === 'merged')
    return giteaError(412, 'cannot change state of this pull request, it was already merged');
  if (state === 'closed' && pull.state === 'open') site.state.close(pull, account);
  if (state === 'open') {
    const answer = await site.state.reopen(pull);
    if (isRefusal(answer)) return refusal(answer);
  }
  Object.assign(pull, {
    title,
    draft: isDraftTitle(title),
    body: textOf(body, 'body') ?? pull.body,
    updatedAt: site.now(),
  });
  return jsonReply(201, await giteaPullShape(site, pull));
}

async function merge({ site, request }: GiteaCall, pull: PullRecord): Promise<Reply> {
  const head = textOf(request.body, 'head_commit_id');
  if (head !== undefined && head !== pull.headCommit) return giteaError(409, 'head out of date');
  if (pull.state !== 'open' || isDraftTitle(pull.title))
    return giteaError(405, 'Work in progress PRs cannot be merged');
  if ((await site.state.mergeable(pull)) !== 'clean') return giteaError(405, 'Please try again later');
  if (flagOf(request.body, 'merge_when_checks_succeed') !== true) return giteaError(405, 'not all checks');
  pull.autoMerge = true;
  return { status: 201 };
}

function refusal(answer: ForgeRefusal): Reply {
  switch (answer.refused) {
    case 'duplicate':
      return giteaError(409, `pull request already exists for these targets [id: ${answer.number}]`);
    case 'missing-head':
    case 'missing-base':
      return giteaError(404, 'The target couldn’t be found.');
    default:
      return giteaError(422, 'Invalid PullRequest: There are no changes between the head and the base');
  }
}

function namesOf(known: ReadonlySet<string>, body: unknown, key: string): readonly string[] {
  const value = field(body, key);
  const ids = Array.isArray(value) ? value : [];
  return [...known].filter((name) => ids.includes(labelId(name)));
}
