/** Somebody with an account on the sandbox forge. */
export interface SandboxAccount {
  readonly login: string;
  /** What they authenticate with; left out for people who only act by hand. */
  readonly token?: string;
  readonly bot?: boolean;
  readonly permission: 'read' | 'write' | 'admin';
}

/** A comment on a pull request. */
export interface CommentRecord {
  readonly id: number;
  readonly author: SandboxAccount;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What somebody thinks of a pull request; a later word of the same person replaces it. */
export interface ReviewRecord {
  readonly id: number;
  readonly author: SandboxAccount;
  verdict: 'approved' | 'changes-requested' | 'dismissed' | 'commented';
  /** The head at that time. */
  readonly commit: string;
  readonly at: number;
}

/** A pull request as the forge keeps it; its commits are in git. */
export interface PullRecord {
  readonly number: number;
  readonly head: string;
  base: string;
  title: string;
  body: string;
  state: 'open' | 'closed' | 'merged';
  draft: boolean;
  autoMerge: boolean;
  labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly assignees: readonly string[];
  readonly author: SandboxAccount;
  /** The newest commit of the head branch, as last seen while it was there. */
  headCommit: string;
  /** The base's commit when it was opened. */
  baseCommit: string;
  branchDeleted: boolean;
  mergeCommit?: string;
  readonly createdAt: number;
  updatedAt: number;
  closedAt?: number;
  closedBy?: SandboxAccount;
  readonly comments: CommentRecord[];
  readonly reviews: ReviewRecord[];
}

/** What is asked for a new one. */
export interface PullRequestWish {
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body?: string | undefined;
  readonly draft?: boolean | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly reviewers?: readonly string[] | undefined;
  readonly assignees?: readonly string[] | undefined;
}

/** Why a forge does not do what was asked; each dialect says it in its own words. */
export type ForgeRefusal =
  | { readonly refused: 'duplicate'; readonly number: number }
  | {
      readonly refused: 'missing-head' | 'missing-base' | 'no-commits' | 'not-open' | 'merged' | 'conflict';
    };

/** Whether an answer is a refusal. */
export function isRefusal(answer: PullRecord | ForgeRefusal): answer is ForgeRefusal {
  return 'refused' in answer;
}
