import type { ConfigRepo, Snapshot } from '../config-repo/index.ts';
import { fieldKey, isReleaseOf, judgeHistory, readReleases, rulesFile } from '../holds/index.ts';
import { type ListingLookup, obeyHistory, type Plan, type PlanRules, plan } from '../reconcile/index.ts';

export interface PlanBranchOptions {
  readonly repo: Pick<ConfigRepo, 'histories' | 'tableWith'>;
  readonly snapshot: Snapshot;
  readonly listings: ListingLookup;
  readonly rules: PlanRules;
  readonly now: number;
}

/**
 * Plans for one tree, and obeys what persons did to the fields that would move. Only their history is read, from the
 * mirror; where nothing would move, none is.
 *
 * @throws AutomatorError `git-failed` when the history cannot be read: then nothing may be written
 */
export async function planBranch(options: PlanBranchOptions): Promise<Plan> {
  const { repo, snapshot, listings, rules, now } = options;
  const planned = plan(snapshot.table, listings, rules, now);
  if (planned.updates.length === 0) return planned;
  const asked = planned.updates.flatMap((update) => {
    const facts = snapshot.files.get(update.file)?.facts;
    const whole = update.binding.options.onRevert === 'skip-version';
    return facts === undefined ? [] : [{ update, facts, field: update.binding.field, whole }];
  });
  const histories = await repo.histories(snapshot, asked);
  const releases = readReleases(snapshot.files.get(rulesFile)?.facts);
  const judgements = asked.flatMap(({ update, facts, field }) => {
    const history = histories.get(update.id);
    const listing = listings(update.image)?.listing;
    if (history === undefined || listing === undefined) return [];
    const judgement = judgeHistory(history, {
      id: update.id,
      policy: update.binding.policy,
      listing,
      onRevert: update.binding.options.onRevert,
      releases: releases.filter((release) =>
        isReleaseOf(release, { id: update.id, field: fieldKey(field, facts) }),
      ),
      wasBound: ({ facts: then, id }) =>
        repo.tableWith(snapshot, update.file, then).bindings.some((binding) => binding.field.id === id),
    });
    return [[update.id, judgement] as const];
  });
  return obeyHistory(planned, new Map(judgements), listings, rules, now);
}
