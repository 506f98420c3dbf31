import type { RegistryClient } from '@deployment-automator/registry-clients';
import { prove } from '../check/index.ts';
import type { Snapshot } from '../config-repo/index.ts';
import { type ChangeSet, frozenBy, type ListingLookup, type Plan } from '../reconcile/index.ts';
import { type PullRequestResult, planBranch } from '../write-back/index.ts';
import type { ManagedRepo } from './managed-repo.ts';

export interface PullsLook {
  readonly snapshot: Snapshot;
  readonly plan: Plan;
  readonly listings: ListingLookup;
  readonly client: RegistryClient;
  /** Whether a change set may be written yet. Default: all of them. */
  readonly isDue?: ((changeSet: Pick<ChangeSet, 'key'>) => boolean) | undefined;
  readonly now: () => number;
  /** Only say what would be done. */
  readonly dryRun: boolean;
}

/** Brings the pull requests of a config repo in line; undefined where it has no forge. */
export async function lookAtPulls(
  { repo, pulls, rules }: ManagedRepo,
  look: PullsLook,
): Promise<PullRequestResult | undefined> {
  if (pulls === undefined) return undefined;
  const { listings, client, dryRun, now, isDue } = look;
  const current = repo.snapshot() ?? look.snapshot;
  // What was committed just now has moved the tree on.
  const isFresh = current.commit === look.snapshot.commit;
  const plan = isFresh
    ? look.plan
    : await planBranch({ repo, snapshot: current, listings, rules: rules(), now: now() });
  const frozen = rules().frozen !== undefined || frozenBy(current.table, now()) !== undefined;
  const question = { snapshot: current, plan, listings, frozen, isDue };
  return dryRun
    ? pulls.preview(question)
    : pulls.look({ ...question, prove: (updates) => prove(updates, client) });
}
