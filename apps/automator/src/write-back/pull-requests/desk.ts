import type { ForgeClient } from '@deployment-automator/forge-clients';
import type { ConfigRepo, Snapshot } from '../../config-repo/index.ts';
import type { ChangeSet, Held, ListingLookup, Plan, Update } from '../../reconcile/index.ts';
import type { Store } from '../../store/index.ts';
import type { UpdateDetails } from '../pull-request-body/index.ts';
import type { Proposer } from './branch-name.ts';
import type { PullRequestLimits } from './plan-pull-requests.ts';
import type { Target } from './target.ts';

/** What the operator wants of new pull requests, as far as the forge has it. */
export interface PullRequestWishes {
  readonly reviewers: readonly string[];
  readonly assignees: readonly string[];
  readonly labels: readonly string[];
  readonly draft: boolean;
  readonly autoMerge: boolean;
}

/**
 * Commits a person's word, given in a comment, to `.automator.yaml`.
 *
 * @returns what was done, one sentence without a full stop
 * @throws AutomatorError where it could not be committed
 */
export type WriteEntry = (entry: {
  readonly kind: 'hold' | 'release';
  readonly targets: readonly Target[];
  readonly by: string;
  readonly reason: string | undefined;
}) => Promise<string>;

/** Everything that pull requests of one branch of one config repo are made with. */
export interface PullRequestDesk {
  readonly forge: ForgeClient;
  readonly proposer: Proposer;
  readonly repo: Pick<ConfigRepo, 'readBlob' | 'branches' | 'propose' | 'withdraw'>;
  readonly limits: PullRequestLimits;
  /** What the commits of these updates say. Default: what ours say. */
  readonly messagesFor?: (updates: readonly Update[]) => Promise<(changeSet: ChangeSet) => string>;
  readonly wishes: PullRequestWishes;
  /** A cache: what is lost is asked for again. */
  readonly store: Store;
  readonly now: () => number;
  /** What a pull request's text says beside the updates. Default: nothing. */
  readonly detailsOf?: (
    updates: readonly Update[],
    listings: ListingLookup,
  ) => Promise<(update: Pick<Update, 'image' | 'from' | 'to' | 'policy'>) => UpdateDetails>;
  /** Without it `hold` and `release` are answered with a no. */
  readonly writeEntry?: WriteEntry | undefined;
}

/** The tree and the decisions that pull requests are brought in line with. */
export interface PullRequestQuestion {
  readonly snapshot: Snapshot;
  readonly plan: Pick<Plan, 'changeSets' | 'updates' | 'decided'> & { readonly held: readonly Held[] };
  readonly listings: ListingLookup;
  /** Whether a change set may be written yet. Default: all of them. */
  readonly isDue?: ((changeSet: Pick<ChangeSet, 'key'>) => boolean) | undefined;
  /** Nothing may be written anywhere; what is open stays as it is. */
  readonly frozen: boolean;
}
