import { jsonReply, type Reply } from '../registry/reply.ts';
import type { ForgeRequest, ForgeSite } from './dialect.ts';
import type { CommentRecord, PullRecord, SandboxAccount } from './pull-record.ts';

const LARGEST_PAGE = 100;

/** GitLab names users by number; the sandbox makes one out of the login. */
export function userId(login: string): number {
  return [...login].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7);
}

export function gitlabUser(site: ForgeSite, { login, bot = false }: SandboxAccount): Record<string, unknown> {
  const username = bot ? `project_1_bot_${login}` : login;
  return { id: userId(login), username, name: login, state: 'active', web_url: `${site.url}/${username}` };
}

export function isDraftTitle(title: string): boolean {
  return /^\s*(?:\[draft\]|\(draft\)|draft:)/i.test(title);
}

/** A merge request as lists and single requests show it. */
export async function mergeRequestShape(site: ForgeSite, pull: PullRecord): Promise<Record<string, unknown>> {
  const states = { clean: 'mergeable', conflict: 'conflict', behind: 'need_rebase' } as const;
  const mergeable = pull.state === 'open' ? await site.state.mergeable(pull) : 'clean';
  const draft = isDraftTitle(pull.title);
  const closed = pull.closedAt === undefined ? null : new Date(pull.closedAt).toISOString();
  const by = pull.closedBy === undefined ? null : gitlabUser(site, pull.closedBy);
  const clean = draft ? 'draft_status' : 'mergeable';
  return {
    id: 1000 + pull.number,
    iid: pull.number,
    project_id: 1,
    source_project_id: 1,
    target_project_id: 1,
    title: pull.title,
    description: pull.body === '' ? null : pull.body,
    state: pull.state === 'open' ? 'opened' : pull.state,
    draft,
    source_branch: pull.head,
    target_branch: pull.base,
    sha: pull.headCommit,
    merge_commit_sha: pull.mergeCommit ?? null,
    labels: [...pull.labels].sort(),
    author: gitlabUser(site, pull.author),
    reviewers: pull.reviewers.map((login) => ({ id: userId(login), username: login })),
    created_at: new Date(pull.createdAt).toISOString(),
    updated_at: new Date(pull.updatedAt).toISOString(),
    closed_at: pull.state === 'closed' ? closed : null,
    merged_at: pull.state === 'merged' ? closed : null,
    closed_by: pull.state === 'closed' ? by : null,
    merge_user: pull.state === 'merged' ? by : null,
    has_conflicts: mergeable === 'conflict',
    detailed_merge_status:
      pull.state !== 'open' ? 'not_open' : mergeable === 'clean' ? clean : states[mergeable],
    merge_when_pipeline_succeeds: pull.autoMerge,
    web_url: `${site.url}/${site.repository}/-/merge_requests/${pull.number}`,
  };
}

export function noteShape(site: ForgeSite, comment: CommentRecord): Record<string, unknown> {
  const at = new Date(comment.at).toISOString();
  return {
    id: comment.id,
    body: comment.body,
    author: gitlabUser(site, comment.author),
    created_at: at,
    updated_at: at,
    system: false,
    noteable_type: 'MergeRequest',
  };
}

/** One page of a list ("REST API", offset-based pagination): 20 unless asked, 100 at most. */
export function gitlabPage(
  site: ForgeSite,
  request: ForgeRequest,
  entries: readonly unknown[],
): { readonly shown: readonly unknown[]; readonly headers: Record<string, string> } {
  const query = request.url.searchParams;
  const size = Math.min(Number(query.get('per_page') ?? 20), site.pageSize ?? LARGEST_PAGE, LARGEST_PAGE);
  const page = Number(query.get('page') ?? 1);
  const last = Math.max(Math.ceil(entries.length / size), 1);
  return {
    shown: entries.slice((page - 1) * size, page * size),
    headers: {
      'x-page': String(page),
      'x-per-page': String(size),
      'x-total': String(entries.length),
      'x-next-page': page < last ? String(page + 1) : '',
    },
  };
}

/** An error as GitLab writes it: `{"message": ...}`. */
export function gitlabError(status: number, message: unknown): Reply {
  return jsonReply(status, { message });
}
