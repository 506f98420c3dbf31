import type { ForgeEvent, ForgeKind } from '../../src/index.ts';

/** One webhook as its forge documents it, cut down to what is read, and what it means. */
export interface Delivery {
  readonly verdict: string;
  readonly kind: ForgeKind;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly events: readonly ForgeEvent[];
}

const COMMIT = '1481a2de7b2a7d02428ad93446ab166be7793fbb';
const ZEROS = '0'.repeat(40);
const push = { kind: 'push', repository: 'acme/config', branch: 'main', commit: COMMIT } as const;
const pull = {
  kind: 'pull-request',
  repository: 'acme/config',
  number: 7,
  head: 'automator/web-1',
  base: 'main',
} as const;
const comment = {
  kind: 'comment',
  repository: 'acme/config',
  number: 7,
  author: 'alice',
  body: '/automator hold',
} as const;

const githubPull = { number: 7, head: { ref: pull.head }, base: { ref: 'main' }, merged: false };
const githubRepository = { repository: { full_name: 'acme/config' } };
const github = (event: string) => ({ kind: 'github', headers: { 'x-github-event': event } }) as const;
const githubComment = { user: { login: 'alice' }, body: comment.body };

const gitea = (event: string) => ({ kind: 'gitea', headers: { 'x-gitea-event': event } }) as const;

const project = { project: { path_with_namespace: 'acme/config' } };
const merge = (action: string) => ({
  object_kind: 'merge_request',
  ...project,
  object_attributes: { iid: 7, action, source_branch: pull.head, target_branch: 'main' },
});

const cloud = (key: string) => ({ kind: 'bitbucket', headers: { 'x-event-key': key } }) as const;
const cloudPull = {
  ...githubRepository,
  pullrequest: {
    id: 7,
    source: { branch: { name: pull.head } },
    destination: { branch: { name: 'main' } },
  },
};

const server = (key: string) => ({ kind: 'bitbucket-server', headers: { 'x-event-key': key } }) as const;
const serverRepository = { slug: 'config', project: { key: 'ACME' } };
const serverPull = {
  pullRequest: {
    id: 7,
    fromRef: { id: `refs/heads/${pull.head}` },
    toRef: { id: 'refs/heads/main', repository: serverRepository },
  },
};

const AZURE = 'org/project/_git/config';
const azureRepository = { remoteUrl: 'https://org@dev.azure.com/org/project/_git/config' };
const azurePull = {
  pullRequestId: 7,
  status: 'active',
  sourceRefName: `refs/heads/${pull.head}`,
  targetRefName: 'refs/heads/main',
  repository: azureRepository,
};
const azurePush = (remoteUrl: string) => ({
  eventType: 'git.push',
  resource: { refUpdates: [{ name: 'refs/heads/main', newObjectId: COMMIT }], repository: { remoteUrl } },
});
const azure = { kind: 'azure-devops' } as const;

export const deliveries: readonly Delivery[] = [
  {
    verdict: 'a push',
    ...github('push'),
    body: { ref: 'refs/heads/main', after: COMMIT, ...githubRepository },
    events: [push],
  },
  {
    verdict: 'a deleted branch',
    ...github('push'),
    body: { ref: 'refs/heads/main', after: ZEROS, deleted: true, ...githubRepository },
    events: [{ kind: 'push', repository: 'acme/config', branch: 'main' }],
  },
  {
    verdict: 'a tag',
    ...github('push'),
    body: { ref: 'refs/tags/v1', after: COMMIT, ...githubRepository },
    events: [],
  },
  {
    verdict: 'opened',
    ...github('pull_request'),
    body: { action: 'opened', pull_request: githubPull, ...githubRepository },
    events: [{ ...pull, action: 'opened' }],
  },
  {
    verdict: 'pushed to',
    ...github('pull_request'),
    body: { action: 'synchronize', pull_request: githubPull, ...githubRepository },
    events: [{ ...pull, action: 'changed' }],
  },
  {
    verdict: 'closed',
    ...github('pull_request'),
    body: { action: 'closed', pull_request: githubPull, ...githubRepository },
    events: [{ ...pull, action: 'closed' }],
  },
  {
    verdict: 'merged',
    ...github('pull_request'),
    body: { action: 'closed', pull_request: { ...githubPull, merged: true }, ...githubRepository },
    events: [{ ...pull, action: 'merged' }],
  },
  {
    verdict: 'reviewed',
    ...github('pull_request_review'),
    body: { action: 'submitted', pull_request: githubPull, ...githubRepository },
    events: [{ ...pull, action: 'reviewed' }],
  },
  {
    verdict: 'a comment',
    ...github('issue_comment'),
    body: {
      action: 'created',
      issue: { number: 7, pull_request: {} },
      comment: githubComment,
      ...githubRepository,
    },
    events: [comment],
  },
  {
    verdict: 'an edited comment',
    ...github('issue_comment'),
    body: {
      action: 'edited',
      issue: { number: 7, pull_request: {} },
      comment: githubComment,
      ...githubRepository,
    },
    events: [],
  },
  {
    verdict: 'a comment on an issue',
    ...github('issue_comment'),
    body: { action: 'created', issue: { number: 7 }, comment: githubComment, ...githubRepository },
    events: [],
  },
  {
    verdict: 'a ping',
    ...github('ping'),
    body: { zen: 'Keep it logically awesome.', hook_id: 1 },
    events: [],
  },

  {
    verdict: 'a push',
    ...gitea('push'),
    body: { ref: 'refs/heads/main', after: COMMIT, ...githubRepository },
    events: [push],
  },
  {
    verdict: 'a push of Forgejo',
    kind: 'gitea',
    headers: { 'x-forgejo-event': 'push' },
    body: { ref: 'refs/heads/main', after: COMMIT, ...githubRepository },
    events: [push],
  },
  {
    verdict: 'merged',
    ...gitea('pull_request'),
    body: { action: 'closed', pull_request: { ...githubPull, merged: true }, ...githubRepository },
    events: [{ ...pull, action: 'merged' }],
  },
  {
    verdict: 'approved',
    ...gitea('pull_request_approved'),
    body: { action: 'reviewed', pull_request: githubPull, ...githubRepository },
    events: [{ ...pull, action: 'reviewed' }],
  },
  {
    verdict: 'a comment',
    ...gitea('issue_comment'),
    body: {
      action: 'created',
      is_pull: true,
      issue: { number: 7 },
      comment: githubComment,
      ...githubRepository,
    },
    events: [comment],
  },
  {
    verdict: 'a comment on an issue',
    ...gitea('issue_comment'),
    body: {
      action: 'created',
      is_pull: false,
      issue: { number: 7 },
      comment: githubComment,
      ...githubRepository,
    },
    events: [],
  },

  {
    verdict: 'a push',
    kind: 'gitlab',
    body: { object_kind: 'push', ref: 'refs/heads/main', after: COMMIT, ...project },
    events: [push],
  },
  {
    verdict: 'a tag',
    kind: 'gitlab',
    body: { object_kind: 'tag_push', ref: 'refs/tags/v1', after: COMMIT, ...project },
    events: [],
  },
  { verdict: 'opened', kind: 'gitlab', body: merge('open'), events: [{ ...pull, action: 'opened' }] },
  { verdict: 'changed', kind: 'gitlab', body: merge('update'), events: [{ ...pull, action: 'changed' }] },
  { verdict: 'closed', kind: 'gitlab', body: merge('close'), events: [{ ...pull, action: 'closed' }] },
  { verdict: 'merged', kind: 'gitlab', body: merge('merge'), events: [{ ...pull, action: 'merged' }] },
  {
    verdict: 'an action that nobody knows',
    kind: 'gitlab',
    body: merge('constructor'),
    events: [{ ...pull, action: 'changed' }],
  },
  {
    verdict: 'a comment',
    kind: 'gitlab',
    body: {
      object_kind: 'note',
      user: { username: 'alice' },
      ...project,
      object_attributes: { note: comment.body, noteable_type: 'MergeRequest', action: 'create' },
      merge_request: { iid: 7 },
    },
    events: [comment],
  },
  {
    verdict: 'a comment on an issue',
    kind: 'gitlab',
    body: {
      object_kind: 'note',
      user: { username: 'alice' },
      ...project,
      object_attributes: { note: 'x', noteable_type: 'Issue' },
      issue: { iid: 7 },
    },
    events: [],
  },

  {
    verdict: 'a push',
    ...cloud('repo:push'),
    body: {
      ...githubRepository,
      push: {
        changes: [
          { new: { type: 'branch', name: 'main', target: { hash: COMMIT } }, old: null },
          { new: { type: 'tag', name: 'v1', target: { hash: COMMIT } } },
          { new: null, old: { type: 'branch', name: 'gone', target: { hash: COMMIT } } },
        ],
      },
    },
    events: [push, { kind: 'push', repository: 'acme/config', branch: 'gone' }],
  },
  {
    verdict: 'opened',
    ...cloud('pullrequest:created'),
    body: cloudPull,
    events: [{ ...pull, action: 'opened' }],
  },
  {
    verdict: 'merged',
    ...cloud('pullrequest:fulfilled'),
    body: cloudPull,
    events: [{ ...pull, action: 'merged' }],
  },
  {
    verdict: 'declined',
    ...cloud('pullrequest:rejected'),
    body: cloudPull,
    events: [{ ...pull, action: 'closed' }],
  },
  {
    verdict: 'a comment',
    ...cloud('pullrequest:comment_created'),
    body: {
      ...cloudPull,
      comment: { user: { account_id: 'alice', uuid: '{1}', nickname: 'al' }, content: { raw: comment.body } },
    },
    events: [comment],
  },

  {
    verdict: 'a push',
    ...server('repo:refs_changed'),
    body: {
      repository: serverRepository,
      changes: [
        { ref: { id: 'refs/heads/main' }, toHash: COMMIT, type: 'UPDATE' },
        { ref: { id: 'refs/tags/v1' }, toHash: COMMIT, type: 'ADD' },
      ],
    },
    events: [{ ...push, repository: 'ACME/config' }],
  },
  {
    verdict: 'declined',
    ...server('pr:declined'),
    body: serverPull,
    events: [{ ...pull, repository: 'ACME/config', action: 'closed' }],
  },
  {
    verdict: 'approved',
    ...server('pr:reviewer:approved'),
    body: serverPull,
    events: [{ ...pull, repository: 'ACME/config', action: 'reviewed' }],
  },
  {
    verdict: 'a comment',
    ...server('pr:comment:added'),
    body: { ...serverPull, comment: { author: { name: 'alice' }, text: comment.body } },
    events: [{ ...comment, repository: 'ACME/config' }],
  },
  { verdict: 'a ping', ...server('diagnostics:ping'), body: { test: true }, events: [] },

  {
    verdict: 'a push',
    ...azure,
    body: azurePush('https://org@dev.azure.com/org/project/_git/config'),
    events: [{ ...push, repository: AZURE }],
  },
  {
    verdict: 'a push to an old organisation',
    ...azure,
    body: azurePush('https://org.visualstudio.com/DefaultCollection/my%20project/_git/config'),
    events: [{ ...push, repository: 'org/my project/_git/config' }],
  },
  {
    verdict: 'a push to a repository called like its project',
    ...azure,
    body: azurePush('https://dev.azure.com/org/_git/config'),
    events: [{ ...push, repository: 'org/config/_git/config' }],
  },
  {
    verdict: 'opened',
    ...azure,
    body: { eventType: 'git.pullrequest.created', resource: azurePull },
    events: [{ ...pull, repository: AZURE, action: 'opened' }],
  },
  {
    verdict: 'abandoned',
    ...azure,
    body: { eventType: 'git.pullrequest.updated', resource: { ...azurePull, status: 'abandoned' } },
    events: [{ ...pull, repository: AZURE, action: 'closed' }],
  },
  {
    verdict: 'a trial merge',
    ...azure,
    body: { eventType: 'git.pullrequest.merged', resource: azurePull },
    events: [{ ...pull, repository: AZURE, action: 'changed' }],
  },
  {
    verdict: 'completed',
    ...azure,
    body: { eventType: 'git.pullrequest.merged', resource: { ...azurePull, status: 'completed' } },
    events: [{ ...pull, repository: AZURE, action: 'merged' }],
  },
  {
    verdict: 'a comment',
    ...azure,
    body: {
      eventType: 'ms.vss-code.git-pullrequest-comment-event',
      resource: {
        comment: { content: comment.body, author: { uniqueName: 'alice' } },
        pullRequest: azurePull,
      },
    },
    events: [{ ...comment, repository: AZURE }],
  },
];
