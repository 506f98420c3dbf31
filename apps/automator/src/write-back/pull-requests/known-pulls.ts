import type { PullRequest } from '@deployment-automator/forge-clients';
import type { ChangeSet } from '../../reconcile/index.ts';
import type { BranchState } from './branch-state.ts';
import type { Marker } from './marker.ts';
import type { Target } from './target.ts';

/** A pull request of ours that is open. */
export interface OpenPull {
  readonly pull: PullRequest;
  /** Undefined where people have removed it. */
  readonly marker: Marker | undefined;
  /** Undefined where the branch is gone. */
  readonly branch: BranchState | undefined;
  /** Undefined where nobody has asked, because it does not matter. */
  readonly approved?: boolean;
  /** Somebody who may has asked in a comment that it is built anew. */
  readonly asked: boolean;
}

/** A change set that is to be proposed, without what a person has refused. */
export interface Wanted {
  readonly branch: string;
  readonly changeSet: ChangeSet;
  /** Of the change set's updates, in their order. */
  readonly targets: readonly Target[];
  /** Waits for company: neither proposed nor brought forward yet, and wanted all the same. */
  readonly waits?: boolean;
  /** Of a branch of that name that no open pull request proposes. */
  readonly leftover?: BranchState;
}

/** What may happen to one pull request. */
export type PullRequestAction =
  | { readonly do: 'open'; readonly wanted: Wanted }
  | { readonly do: 'rebuild'; readonly open: OpenPull; readonly wanted: Wanted; readonly why: RebuildReason }
  /** Title and body only. */
  | { readonly do: 'rewrite'; readonly open: OpenPull; readonly wanted: Wanted }
  | { readonly do: 'close'; readonly open: OpenPull; readonly reason: string }
  /** Say once that the branch is somebody else's now. */
  | { readonly do: 'hand-over'; readonly open: OpenPull };

/** Why a branch is built anew on the base; for nothing less. */
export type RebuildReason = 'asked' | 'gone' | 'conflict' | 'changed' | 'behind';
