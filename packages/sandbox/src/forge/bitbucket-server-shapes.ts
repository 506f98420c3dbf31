import { jsonReply, type Reply } from '../registry/reply.ts';
import type { ForgeRequest, ForgeSite } from './dialect.ts';
import type { CommentRecord, PullRecord, ReviewRecord, SandboxAccount } from './pull-record.ts';

const LARGEST_PAGE = 1_000;
const EXCEPTIONS = 'com.atlassian.bitbucket';

export function serverUser({ login, bot = false }: SandboxAccount): Record<string, unknown> {
  return { name: login, slug: login, displayName: login, active: true, type: bot ? 'SERVICE' : 'NORMAL' };
}

/** Every change gives a pull request a new version; the sandbox counts by what can change. */
export function versionOf(pull: PullRecord): number {
  const text = JSON.stringify([pull.title, pull.body, pull.state, pull.reviewers, pull.draft]);
  return [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7);
}

const states = { open: 'OPEN', closed: 'DECLINED', merged: 'MERGED' } as const;
const verdicts = {
  approved: 'APPROVED',
  'changes-requested': 'NEEDS_WORK',
  dismissed: 'UNAPPROVED',
  commented: 'UNAPPROVED',
} as const;

export function serverPullShape(site: ForgeSite, pull: PullRecord): Record<string, unknown> {
  const [project = '', slug = ''] = site.repository.split('/');
  const side = (branch: string, latestCommit: string): Record<string, unknown> => ({
    id: `refs/heads/${branch}`,
    displayId: branch,
    latestCommit,
    repository: { id: 1, slug, project: { key: project } },
  });
  const last = new Map<string, ReviewRecord>(pull.reviews.map((review) => [review.author.login, review]));
  const asked = pull.reviewers
    .filter((login) => !last.has(login))
    .map((login) => ({ user: { name: login }, role: 'REVIEWER', status: 'UNAPPROVED', approved: false }));
  const said = [...last.values()].map(({ author, verdict }) => ({
    user: serverUser(author),
    role: 'REVIEWER',
    status: verdicts[verdict],
    approved: verdict === 'approved',
  }));
  return {
    id: pull.number,
    version: versionOf(pull),
    title: pull.title,
    ...(pull.body === '' ? {} : { description: pull.body }),
    state: states[pull.state],
    open: pull.state === 'open',
    closed: pull.state !== 'open',
    draft: pull.draft,
    createdDate: pull.createdAt,
    updatedDate: pull.updatedAt,
    ...(pull.closedAt === undefined ? {} : { closedDate: pull.closedAt }),
    fromRef: side(pull.head, pull.headCommit),
    toRef: side(pull.base, pull.baseCommit),
    author: { user: serverUser(pull.author), role: 'AUTHOR' },
    reviewers: [...asked, ...said],
    participants: [],
    links: {
      self: [{ href: `${site.url}/projects/${project}/repos/${slug}/pull-requests/${pull.number}` }],
    },
  };
}

export function serverCommentShape(comment: CommentRecord): Record<string, unknown> {
  return {
    id: comment.id,
    version: 0,
    text: comment.body,
    author: serverUser(comment.author),
    createdDate: comment.at,
    updatedDate: comment.at,
  };
}

/** One page of a list: 25 unless asked. */
export function serverPage(site: ForgeSite, request: ForgeRequest, entries: readonly unknown[]): Reply {
  const query = request.url.searchParams;
  const limit = Math.min(Number(query.get('limit') ?? 25), site.pageSize ?? LARGEST_PAGE, LARGEST_PAGE);
  const start = Number(query.get('start') ?? 0);
  const values = entries.slice(start, start + limit);
  const isLastPage = start + limit >= entries.length;
  return jsonReply(200, {
    values,
    size: values.length,
    limit,
    start,
    isLastPage,
    nextPageStart: isLastPage ? null : start + limit,
  });
}

/** An error: `{"errors": [{"context", "message", "exceptionName"}]}`. */
export function serverError(status: number, exception: string, message: string): Reply {
  const exceptionName = `${EXCEPTIONS}.${exception}`;
  return jsonReply(status, { errors: [{ context: null, message, exceptionName }] });
}
