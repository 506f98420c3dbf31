import { jsonReply, type Reply } from '../registry/reply.ts';
import type { ForgeRequest, ForgeSite } from './dialect.ts';
import type { CommentRecord, PullRecord, ReviewRecord, SandboxAccount } from './pull-record.ts';

const DEFAULT_PAGE = 101;
const LARGEST_PAGE = 1_000;
/** Lists show so much of a description. */
const LISTED_BODY = 400;

/** Accounts have GUIDs; the sandbox makes one out of the login. */
export function guidOf(login: string): string {
  return `00000000-0000-4000-8000-${Buffer.from(login).toString('hex').padStart(12, '0').slice(-12)}`;
}

/** A person ("IdentityRef"). */
export function azureUser({ login, bot = false }: SandboxAccount): Record<string, unknown> {
  return {
    id: guidOf(login),
    displayName: login,
    uniqueName: login,
    descriptor: `${bot ? 'svc' : 'aad'}.${Buffer.from(login).toString('base64url')}`,
  };
}

const statuses = { open: 'active', closed: 'abandoned', merged: 'completed' } as const;
const votes = { approved: 10, 'changes-requested': -10, dismissed: 0, commented: 0 } as const;

/** A pull request ("GitPullRequest"), as it is read on its own. */
export async function azurePullShape(site: ForgeSite, pull: PullRecord): Promise<Record<string, unknown>> {
  const conflicts = pull.state === 'open' && (await site.state.mergeable(pull)) === 'conflict';
  const last = new Map<string, ReviewRecord>(pull.reviews.map((review) => [review.author.login, review]));
  const asked = pull.reviewers
    .filter((login) => !last.has(login))
    .map((login) => ({ id: guidOf(login), uniqueName: login, vote: 0, isContainer: false }));
  const said = [...last.values()].map(({ author, verdict }) => ({
    ...azureUser(author),
    vote: votes[verdict],
    isContainer: false,
  }));
  return {
    pullRequestId: pull.number,
    status: statuses[pull.state],
    title: pull.title,
    ...(pull.body === '' ? {} : { description: pull.body }),
    isDraft: pull.draft,
    sourceRefName: `refs/heads/${pull.head}`,
    targetRefName: `refs/heads/${pull.base}`,
    mergeStatus: conflicts ? 'conflicts' : 'succeeded',
    lastMergeSourceCommit: { commitId: pull.headCommit },
    lastMergeTargetCommit: { commitId: pull.baseCommit },
    createdBy: azureUser(pull.author),
    creationDate: new Date(pull.createdAt).toISOString(),
    ...(pull.closedAt === undefined ? {} : { closedDate: new Date(pull.closedAt).toISOString() }),
    ...(pull.closedBy === undefined ? {} : { closedBy: azureUser(pull.closedBy) }),
    ...(pull.autoMerge ? { autoCompleteSetBy: azureUser(pull.author) } : {}),
    labels: pull.labels.map((name) => ({ id: guidOf(name), name, active: true })),
    reviewers: [...asked, ...said],
  };
}

/** The same in a list, where the description is cut. */
export async function listedPullShape(site: ForgeSite, pull: PullRecord): Promise<Record<string, unknown>> {
  const shape = await azurePullShape(site, pull);
  return pull.body === '' ? shape : { ...shape, description: pull.body.slice(0, LISTED_BODY) };
}

/** A thread with one comment; `system` is one that the forge wrote. */
export function threadShape(comment: CommentRecord, system = false): Record<string, unknown> {
  return {
    id: comment.id,
    isDeleted: false,
    status: system ? undefined : 'active',
    comments: [
      {
        id: 1,
        parentCommentId: 0,
        author: azureUser(comment.author),
        content: comment.body,
        commentType: system ? 'system' : 'text',
        publishedDate: new Date(comment.at).toISOString(),
      },
    ],
  };
}

/** What `$top` and `$skip` ask for. */
export function azurePage<Entry>(
  site: ForgeSite,
  request: ForgeRequest,
  entries: readonly Entry[],
): readonly Entry[] {
  const query = request.url.searchParams;
  const most = site.pageSize ?? LARGEST_PAGE;
  const top = Math.min(Number(query.get('$top') ?? DEFAULT_PAGE), most);
  const skip = Number(query.get('$skip') ?? 0);
  return entries.slice(skip, skip + top);
}

export function azureList(entries: readonly unknown[]): Reply {
  return jsonReply(200, { count: entries.length, value: entries });
}

/** An error: its number is in its message, its kind in `typeKey`. */
export function azureError(status: number, typeKey: string, message: string): Reply {
  return jsonReply(status, { $id: '1', innerException: null, message, typeKey, errorCode: 0, eventId: 3000 });
}
