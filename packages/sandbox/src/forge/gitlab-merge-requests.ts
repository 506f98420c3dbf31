import { jsonReply, type Reply } from '../registry/reply.ts';
import { field, flagOf, textOf } from './body.ts';
import type { GitlabCall } from './gitlab.ts';
import {
  gitlabError,
  gitlabPage,
  gitlabUser,
  isDraftTitle,
  mergeRequestShape,
  noteShape,
  userId,
} from './gitlab-shapes.ts';
import { type ForgeRefusal, isRefusal, type PullRecord } from './pull-record.ts';
import type { PathParts, Route } from './routes.ts';

const LIST = '/projects/{project}/merge_requests';
const ONE = `${LIST}/{number}`;
const LONGEST_TITLE = 255;
const LONGEST_BODY = 1_048_576;

type Act = (call: GitlabCall, pull: PullRecord) => Promise<Reply> | Reply;

/** "Merge requests API", "Merge request approvals API", "Notes API". */
export const gitlabMergeRequests: readonly Route<GitlabCall>[] = [
  { pattern: `GET ${LIST}`, handle: list },
  { pattern: `POST ${LIST}`, handle: create },
  one(`GET ${ONE}`, async ({ site }, pull) => jsonReply(200, await mergeRequestShape(site, pull))),
  one(`PUT ${ONE}`, change),
  one(`PUT ${ONE}/merge`, merge),
  one(`GET ${ONE}/approvals`, ({ site }, pull) => {
    const last = new Map(pull.reviews.map((review) => [review.author, review.verdict]));
    const by = [...last].filter(([, verdict]) => verdict === 'approved');
    const approved_by = by.map(([author]) => ({ user: gitlabUser(site, author) }));
    return jsonReply(200, { approved: true, approvals_required: 0, approved_by });
  }),
  one(`GET ${ONE}/notes`, ({ site, request }, pull) => {
    const system = {
      id: 0,
      body: 'requested review',
      author: gitlabUser(site, pull.author),
      created_at: new Date(pull.createdAt).toISOString(),
      system: true,
    };
    const notes = [system, ...pull.comments.map((comment) => noteShape(site, comment))];
    const newestFirst = request.url.searchParams.get('sort') !== 'asc';
    const { shown, headers } = gitlabPage(site, request, newestFirst ? notes.reverse() : notes);
    return jsonReply(200, shown, headers);
  }),
  one(`POST ${ONE}/notes`, ({ site, request, account }, pull) => {
    const body = textOf(request.body, 'body') ?? '';
    if (body === '') return jsonReply(400, { error: 'body is missing' });
    return jsonReply(201, noteShape(site, site.state.comment(pull, account, body)));
  }),
];

function one(pattern: string, act: Act): Route<GitlabCall> {
  return {
    pattern,
    handle(call, parts: PathParts) {
      const pull = call.site.state.find(Number(parts['number']));
      return pull === undefined ? gitlabError(404, '404 Not found') : act(call, pull);
    },
  };
}

async function list({ site, request }: GitlabCall): Promise<Reply> {
  const query = request.url.searchParams;
  const [state, head, base] = [query.get('state'), query.get('source_branch'), query.get('target_branch')];
  const found = site.state.pulls.filter(
    (pull) =>
      (state === null || state === 'all' || state === (pull.state === 'open' ? 'opened' : pull.state)) &&
      (head === null || pull.head === head) &&
      (base === null || pull.base === base),
  );
  const ordered = query.get('sort') === 'asc' ? found : found.toReversed();
  const { shown, headers } = gitlabPage(site, request, ordered);
  const wanted = ordered.filter((pull) => shown.includes(pull));
  return jsonReply(200, await Promise.all(wanted.map((pull) => mergeRequestShape(site, pull))), headers);
}

async function create({ site, request, account }: GitlabCall): Promise<Reply> {
  const { body } = request;
  const [head, base, title] = [
    textOf(body, 'source_branch'),
    textOf(body, 'target_branch'),
    textOf(body, 'title'),
  ];
  if (head === undefined) return jsonReply(400, { error: 'source_branch is missing' });
  if (base === undefined) return jsonReply(400, { error: 'target_branch is missing' });
  if (title === undefined) return jsonReply(400, { error: 'title is missing' });
  const long = tooLong(body);
  if (long !== undefined) return long;
  const reviewers = numbersOf(body, 'reviewer_ids');
  const made = await site.state.open(
    {
      head,
      base,
      title,
      body: textOf(body, 'description'),
      draft: isDraftTitle(title),
      labels: labelsOf(body, 'labels'),
      reviewers: site.accounts.map(({ login }) => login).filter((login) => reviewers.includes(userId(login))),
    },
    account,
  );
  return isRefusal(made) ? refusal(made, head) : jsonReply(201, await mergeRequestShape(site, made));
}

async function change({ site, request, account }: GitlabCall, pull: PullRecord): Promise<Reply> {
  const { body } = request;
  const long = tooLong(body);
  if (long !== undefined) return long;
  const event = textOf(body, 'state_event');
  if (event === 'close' && pull.state === 'open') site.state.close(pull, account);
  if (event === 'reopen') {
    const answer = await site.state.reopen(pull);
    if (isRefusal(answer)) return refusal(answer, pull.head);
  }
  const removed = labelsOf(body, 'remove_labels');
  const labels = [
    ...pull.labels.filter((label) => !removed.includes(label)),
    ...labelsOf(body, 'add_labels'),
  ];
  const title = textOf(body, 'title') ?? pull.title;
  Object.assign(pull, {
    title,
    draft: isDraftTitle(title),
    body: textOf(body, 'description') ?? pull.body,
    labels: [...new Set(labels)],
    updatedAt: site.now(),
  });
  return jsonReply(200, await mergeRequestShape(site, pull));
}

async function merge({ site, request }: GitlabCall, pull: PullRecord): Promise<Reply> {
  const sha = textOf(request.body, 'sha');
  if (sha !== undefined && sha !== pull.headCommit) {
    return gitlabError(409, 'SHA does not match HEAD of source branch: ');
  }
  const ready = pull.state === 'open' && !isDraftTitle(pull.title);
  if (!ready || (await site.state.mergeable(pull)) !== 'clean')
    return gitlabError(405, '405 Method Not Allowed');
  if (flagOf(request.body, 'auto_merge') !== true) return gitlabError(405, '405 Method Not Allowed');
  pull.autoMerge = true;
  return jsonReply(200, await mergeRequestShape(site, pull));
}

function refusal(answer: ForgeRefusal, head: string): Reply {
  switch (answer.refused) {
    case 'duplicate': {
      const text = `Another open merge request already exists for this source branch: !${answer.number}`;
      return gitlabError(409, [text]);
    }
    case 'missing-head':
      return gitlabError(400, { source_branch: [`${head} does not exist`] });
    case 'missing-base':
      return gitlabError(400, { target_branch: ['does not exist'] });
    default:
      return gitlabError(422, { state: ['cannot transition'] });
  }
}

function tooLong(body: unknown): Reply | undefined {
  for (const [name, most] of [['title', LONGEST_TITLE] as const, ['description', LONGEST_BODY] as const]) {
    if ((textOf(body, name) ?? '').length > most) {
      return gitlabError(400, { [name]: [`is too long (maximum is ${most} characters)`] });
    }
  }
  return undefined;
}

function labelsOf(body: unknown, key: string): readonly string[] {
  return (textOf(body, key) ?? '').split(',').filter((label) => label !== '');
}

function numbersOf(body: unknown, key: string): readonly number[] {
  const value = field(body, key);
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'number') : [];
}
