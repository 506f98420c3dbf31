import { jsonReply, type Reply } from '../registry/reply.ts';
import type { ForgeSite } from './dialect.ts';
import type { GithubCall } from './github.ts';
import type { CommentRecord, PullRecord, ReviewRecord, SandboxAccount } from './pull-record.ts';

const LARGEST_PAGE = 100;

/** A user or a bot ("simple-user"), as far as a client reads it. */
export function userShape(site: ForgeSite, account: SandboxAccount): Record<string, unknown> {
  const login = account.bot === true ? `${account.login}[bot]` : account.login;
  return {
    login,
    id: 1,
    node_id: `U_${login}`,
    url: `${site.url}/api/v3/users/${login}`,
    html_url: `${site.url}/${login}`,
    type: account.bot === true ? 'Bot' : 'User',
    site_admin: false,
  };
}

/** The head or the base of a pull request. */
function sideShape(site: ForgeSite, branch: string, commit: string): Record<string, unknown> {
  const [owner = '', name = ''] = site.repository.split('/');
  return {
    label: `${owner}:${branch}`,
    ref: branch,
    sha: commit,
    user: { login: owner },
    repo: { id: 1, name, full_name: site.repository, owner: { login: owner } },
  };
}

/** A pull request as lists show it ("pull-request-simple"). */
export function pullShape(site: ForgeSite, pull: PullRecord): Record<string, unknown> {
  const merged = pull.state === 'merged';
  const closedAt = pull.closedAt === undefined ? null : time(pull.closedAt);
  return {
    id: pull.number,
    node_id: `PR_${pull.number}`,
    number: pull.number,
    url: `${site.url}/api/v3/repos/${site.repository}/pulls/${pull.number}`,
    html_url: `${site.url}/${site.repository}/pull/${pull.number}`,
    state: pull.state === 'open' ? 'open' : 'closed',
    locked: false,
    title: pull.title,
    body: pull.body === '' ? null : pull.body,
    user: userShape(site, pull.author),
    labels: labelShapes(pull),
    draft: pull.draft,
    created_at: time(pull.createdAt),
    updated_at: time(pull.updatedAt),
    closed_at: closedAt,
    merged_at: merged ? closedAt : null,
    merge_commit_sha: pull.mergeCommit ?? null,
    requested_reviewers: pull.reviewers.map((login) => ({ login })),
    assignees: pull.assignees.map((login) => ({ login })),
    auto_merge: pull.autoMerge ? { merge_method: 'merge' } : null,
    head: sideShape(site, pull.head, pull.headCommit),
    base: sideShape(site, pull.base, pull.baseCommit),
  };
}

/** A pull request on its own ("pull-request"): with whether it can be merged. */
export async function fullPullShape(site: ForgeSite, pull: PullRecord): Promise<Record<string, unknown>> {
  const mergeable = pull.state === 'open' ? await site.state.mergeable(pull) : undefined;
  const states = { clean: 'clean', conflict: 'dirty', behind: 'behind' } as const;
  return {
    ...pullShape(site, pull),
    merged: pull.state === 'merged',
    mergeable: mergeable === undefined ? null : mergeable !== 'conflict',
    mergeable_state: mergeable === undefined ? 'unknown' : states[mergeable],
    merged_by: pull.state === 'merged' && pull.closedBy !== undefined ? userShape(site, pull.closedBy) : null,
    comments: pull.comments.length,
  };
}

/** A pull request as the issue that it is, too ("issue"). */
export function issueShape(site: ForgeSite, pull: PullRecord): Record<string, unknown> {
  const { head, base, merged_at, merge_commit_sha, requested_reviewers, auto_merge, ...issue } = pullShape(
    site,
    pull,
  );
  const url = issue['url'];
  return {
    ...issue,
    closed_by: pull.closedBy === undefined ? null : userShape(site, pull.closedBy),
    pull_request: { url, html_url: issue['html_url'], diff_url: null, patch_url: null, merged_at },
  };
}

export function labelShapes(pull: PullRecord): readonly Record<string, unknown>[] {
  return pull.labels.map((name, index) => ({ id: index + 1, name, color: 'ededed', default: false }));
}

export function commentShape(site: ForgeSite, comment: CommentRecord): Record<string, unknown> {
  const at = time(comment.at);
  return {
    id: comment.id,
    body: comment.body,
    user: userShape(site, comment.author),
    created_at: at,
    updated_at: at,
    author_association: 'MEMBER',
  };
}

const reviewStates = {
  approved: 'APPROVED',
  'changes-requested': 'CHANGES_REQUESTED',
  dismissed: 'DISMISSED',
  commented: 'COMMENTED',
} as const;

export function reviewShape(site: ForgeSite, review: ReviewRecord): Record<string, unknown> {
  return {
    id: review.id,
    user: userShape(site, review.author),
    state: reviewStates[review.verdict],
    commit_id: review.commit,
    submitted_at: time(review.at),
    author_association: review.author.permission === 'read' ? 'CONTRIBUTOR' : 'COLLABORATOR',
    body: '',
  };
}

/** One page of a list, with the `link` header to the next and the last ("Using pagination in the REST API"). */
export function pageAnswer({ site, request }: GithubCall, entries: readonly unknown[]): Reply {
  const query = request.url.searchParams;
  const most = Math.min(site.pageSize ?? LARGEST_PAGE, LARGEST_PAGE);
  const size = Math.min(Math.max(Number(query.get('per_page') ?? 30) || 30, 1), most);
  const page = Math.max(Number(query.get('page') ?? 1) || 1, 1);
  const last = Math.max(Math.ceil(entries.length / size), 1);
  const link = (to: number, rel: string): string => {
    const url = new URL(request.url);
    url.searchParams.set('page', String(to));
    return `<${url.href}>; rel="${rel}"`;
  };
  const links = page < last ? { link: `${link(page + 1, 'next')}, ${link(last, 'last')}` } : {};
  return jsonReply(200, entries.slice((page - 1) * size, page * size), links);
}

export function time(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
