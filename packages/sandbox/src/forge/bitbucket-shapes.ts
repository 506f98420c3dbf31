import { jsonReply, type Reply } from '../registry/reply.ts';
import type { ForgeRequest, ForgeSite } from './dialect.ts';
import type { CommentRecord, PullRecord, ReviewRecord, SandboxAccount } from './pull-record.ts';

/** Pull requests show this much of a commit's hash. */
const SHORT_HASH = 12;

/** An account: without a user name, and with an id that is the sandbox's login. */
export function bitbucketUser({ login, bot = false }: SandboxAccount): Record<string, unknown> {
  return {
    type: bot ? 'app_user' : 'user',
    account_id: login,
    uuid: `{${login}}`,
    nickname: 'somebody',
    display_name: login,
  };
}

const states = { open: 'OPEN', closed: 'DECLINED', merged: 'MERGED' } as const;

export function bitbucketPullShape(site: ForgeSite, pull: PullRecord): Record<string, unknown> {
  const side = (branch: string, commit: string): Record<string, unknown> => ({
    branch: { name: branch },
    commit: { type: 'commit', hash: commit.slice(0, SHORT_HASH) },
    repository: { type: 'repository', full_name: site.repository },
  });
  const last = new Map<string, ReviewRecord>(pull.reviews.map((review) => [review.author.login, review]));
  return {
    type: 'pullrequest',
    id: pull.number,
    title: pull.title,
    description: pull.body,
    summary: { type: 'rendered', raw: pull.body, markup: 'markdown' },
    state: states[pull.state],
    draft: pull.draft,
    author: bitbucketUser(pull.author),
    source: side(pull.head, pull.headCommit),
    destination: side(pull.base, pull.baseCommit),
    merge_commit: pull.mergeCommit === undefined ? null : { hash: pull.mergeCommit.slice(0, SHORT_HASH) },
    reviewers: pull.reviewers.map((login) => ({ uuid: `{${login}}`, account_id: login })),
    participants: [...last.values()].map(({ author, verdict }) => ({
      user: bitbucketUser(author),
      role: 'REVIEWER',
      approved: verdict === 'approved',
      state:
        verdict === 'approved' ? 'approved' : verdict === 'changes-requested' ? 'changes_requested' : null,
    })),
    closed_by: pull.closedBy === undefined ? null : bitbucketUser(pull.closedBy),
    created_on: time(pull.createdAt),
    updated_on: time(pull.updatedAt),
    links: { html: { href: `${site.url}/${site.repository}/pull-requests/${pull.number}` } },
  };
}

export function bitbucketCommentShape(comment: CommentRecord): Record<string, unknown> {
  return {
    id: comment.id,
    content: { type: 'rendered', raw: comment.body, markup: 'markdown' },
    user: bitbucketUser(comment.author),
    created_on: time(comment.at),
    updated_on: time(comment.at),
    deleted: false,
    pending: false,
  };
}

/** All that happened to a pull request, newest first: each entry has a part named after its kind. */
export function bitbucketActivity(pull: PullRecord): Record<string, unknown>[] {
  const update = (state: PullRecord['state'], at: number, author?: SandboxAccount) => ({
    at,
    update: {
      state: states[state],
      title: pull.title,
      description: pull.body,
      author: author === undefined ? null : bitbucketUser(author),
      date: time(at),
    },
  });
  const entries = [
    update('open', pull.createdAt, pull.author),
    ...pull.comments.map((comment) => ({ at: comment.at, comment: bitbucketCommentShape(comment) })),
    ...(pull.closedAt === undefined ? [] : [update(pull.state, pull.closedAt, pull.closedBy)]),
  ];
  const reference = { type: 'pullrequest', id: pull.number, title: pull.title };
  // The sort is stable: of two in the same moment the later comes first.
  return entries
    .toReversed()
    .sort((a, b) => b.at - a.at)
    .map(({ at: _, ...entry }) => ({ ...entry, pull_request: reference }));
}

/** One page of a list: 10 unless asked; more than `most` is refused. The address of the next is in it. */
export function bitbucketPage(
  site: ForgeSite,
  request: ForgeRequest,
  entries: readonly unknown[],
  most: number,
): Reply {
  const query = request.url.searchParams;
  const asked = Number(query.get('pagelen') ?? 10);
  if (asked > most) return bitbucketError(400, 'Invalid pagelen');
  const size = Math.min(asked, site.pageSize ?? most);
  const page = Number(query.get('page') ?? 1);
  const next = new URL(request.url);
  next.searchParams.set('page', String(page + 1));
  return jsonReply(200, {
    values: entries.slice((page - 1) * size, page * size),
    pagelen: size,
    page,
    size: entries.length,
    ...(page * size < entries.length ? { next: next.href } : {}),
  });
}

/** An error: `{"type": "error", "error": {"message": ...}}`. */
export function bitbucketError(status: number, message: string, fields?: unknown): Reply {
  return jsonReply(status, {
    type: 'error',
    error: { message, ...(fields === undefined ? {} : { fields }) },
  });
}

/** Bitbucket writes microseconds and a zone. */
function time(at: number): string {
  return new Date(at).toISOString().replace('Z', '000+00:00');
}
