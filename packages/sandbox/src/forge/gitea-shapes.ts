import { jsonReply, type Reply } from '../registry/reply.ts';
import type { ForgeRequest, ForgeSite } from './dialect.ts';
import type { CommentRecord, PullRecord, ReviewRecord, SandboxAccount } from './pull-record.ts';

const LARGEST_PAGE = 50;

export function giteaUser(site: ForgeSite, { login }: SandboxAccount): Record<string, unknown> {
  return { id: 1, login, full_name: '', html_url: `${site.url}/${login}` };
}

/** Gitea numbers labels; the sandbox makes the number out of the name. */
export function labelId(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7);
}

export function labelShape(name: string): Record<string, unknown> {
  return { id: labelId(name), name, color: 'ededed' };
}

export function isDraftTitle(title: string): boolean {
  return /^\s*(?:wip:|\[wip\])/i.test(title);
}

/** A pull request ("PullRequest"). */
export async function giteaPullShape(site: ForgeSite, pull: PullRecord): Promise<Record<string, unknown>> {
  const { git } = site.state;
  const branches = await git.branches();
  const base = branches.get(pull.base) ?? pull.baseCommit;
  const draft = isDraftTitle(pull.title);
  const mergeable = pull.state === 'open' ? await site.state.mergeable(pull) : 'conflict';
  const closed = pull.closedAt === undefined ? null : time(pull.closedAt);
  const repo = { id: 1, full_name: site.repository, default_merge_style: 'merge' };
  return {
    id: 1000 + pull.number,
    number: pull.number,
    html_url: `${site.url}/${site.repository}/pulls/${pull.number}`,
    title: pull.title,
    body: pull.body,
    user: giteaUser(site, pull.author),
    labels: pull.labels.map(labelShape),
    requested_reviewers: pull.reviewers.map((login) => ({ login })),
    assignees: pull.assignees.map((login) => ({ login })),
    state: pull.state === 'open' ? 'open' : 'closed',
    draft,
    merged: pull.state === 'merged',
    mergeable: mergeable !== 'conflict' && !draft,
    merge_base: (await git.mergeBase(base, pull.headCommit)) ?? '',
    merge_commit_sha: pull.mergeCommit ?? null,
    head: {
      label: pull.head,
      ref: branches.has(pull.head) ? pull.head : `refs/pull/${pull.number}/head`,
      sha: pull.headCommit,
      repo_id: 1,
      repo,
    },
    base: { label: pull.base, ref: pull.base, sha: base, repo_id: 1, repo },
    created_at: time(pull.createdAt),
    updated_at: time(pull.updatedAt),
    closed_at: closed,
    merged_at: pull.state === 'merged' ? closed : null,
  };
}

const reviewStates = {
  approved: 'APPROVED',
  'changes-requested': 'REQUEST_CHANGES',
  dismissed: 'APPROVED',
  commented: 'COMMENT',
} as const;

export function giteaReviewShape(site: ForgeSite, review: ReviewRecord): Record<string, unknown> {
  return {
    id: review.id,
    user: giteaUser(site, review.author),
    state: reviewStates[review.verdict],
    dismissed: review.verdict === 'dismissed',
    official: review.author.permission !== 'read',
    commit_id: review.commit,
    submitted_at: time(review.at),
  };
}

export function giteaCommentShape(site: ForgeSite, comment: CommentRecord): Record<string, unknown> {
  const at = time(comment.at);
  return {
    id: comment.id,
    body: comment.body,
    user: giteaUser(site, comment.author),
    created_at: at,
    updated_at: at,
  };
}

/** One page of a list: 30 unless asked, 50 at most, with `X-Total-Count` and the `Link` to the next. */
export function giteaPage(
  site: ForgeSite,
  request: ForgeRequest,
  count: number,
): { readonly from: number; readonly to: number; readonly headers: Record<string, string> } {
  const query = request.url.searchParams;
  const size = Math.min(Number(query.get('limit') ?? 30), site.pageSize ?? LARGEST_PAGE, LARGEST_PAGE);
  const page = Number(query.get('page') ?? 1);
  const next = new URL(request.url);
  next.searchParams.set('page', String(page + 1));
  const link: Record<string, string> = page * size < count ? { link: `<${next.href}>; rel="next"` } : {};
  return {
    from: (page - 1) * size,
    to: page * size,
    headers: { 'x-total-count': String(count), ...link },
  };
}

export function giteaError(status: number, message: string): Reply {
  return jsonReply(status, { message, url: 'https://gitea.example/api/swagger' });
}

function time(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
