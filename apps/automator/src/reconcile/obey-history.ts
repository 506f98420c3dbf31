import type { Binding } from '@deployment-automator/bindings';
import type { ImageVersion } from '@deployment-automator/image-reference';
import type { Listing } from '@deployment-automator/tag-policy';
import type { Judgement } from '../holds/index.ts';
import { changeSetsOf } from './change-sets.ts';
import { decideOnce } from './decide-once.ts';
import type { ListingLookup } from './listing-record.ts';
import { type Decided, type Plan, type PlanRules, tighter, updateOf } from './plan.ts';
import type { Held, Update } from './update.ts';

/** What the histories say of a plan's updates, by field id. */
export type Judgements = ReadonlyMap<string, Judgement>;

/**
 * Takes out of a plan what persons stopped by moving a field: its updates are held, decided again without the versions
 * that they left, or only proposed where nobody can know what they did.
 */
export function obeyHistory(
  planned: Plan,
  judgements: Judgements,
  listings: ListingLookup,
  rules: PlanRules,
  now: number,
): Plan {
  const decide = decideOnce(now);
  const updates: Update[] = [];
  const held: Held[] = [];
  const decided = new Map<Binding, Decided>();
  for (const update of planned.updates) {
    const judgement = judgements.get(update.id);
    const outcome = judgement === undefined ? update : obey(update, judgement, again);
    if ('code' in outcome) held.push(outcome);
    else updates.push(outcome);
    const { binding, image } = update;
    const state = 'code' in outcome ? 'held' : 'pending';
    decided.set(binding, { binding, image, state, reason: outcome.reason });
  }
  return {
    changeSets: changeSetsOf(updates, rules.grouping),
    updates,
    held: [...planned.held, ...held].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
    decided: planned.decided.map((one) => decided.get(one.binding) ?? one),
  };

  function again({ binding, image }: Update, skipped: readonly ImageVersion[]): Update | undefined {
    const record = listings(image);
    if (record === undefined) return undefined;
    const { allowDown, minAge } = binding.options;
    const decision = decide(binding.policy, without(record.listing, skipped), binding.field.image ?? {}, {
      ...(allowDown !== undefined && { allowDown }),
      ...(minAge !== undefined && { minAge }),
    });
    return updateOf(binding, image, decision, rules.writeBack);
  }
}

function obey(
  update: Update,
  { hold, skipped, missing }: Judgement,
  again: (update: Update, skipped: readonly ImageVersion[]) => Update | undefined,
): Update | Held {
  if (hold !== undefined) return heldBy(update, hold);
  const rest =
    skipped.length === 0
      ? update
      : again(
          update,
          skipped.map(({ version }) => version),
        );
  const said = skipped.find(({ version }) => isSkipped(update.chosen, version)) ?? skipped[0];
  if (rest === undefined) return said === undefined ? update : heldBy(update, said.hold);
  if (missing === undefined) return rest;
  const why = `the history of this field ${missing === 'rewritten' ? 'was rewritten' : 'is not complete'}, so it is only proposed`;
  return { ...rest, delivery: tighter('pull-request', rest.delivery), reason: `${rest.reason}; ${why}` };
}

function heldBy(
  { id, image, from, to }: Update,
  { code, reason, since }: Pick<Held, 'code' | 'reason' | 'since'>,
): Held {
  return { id, image, from, to, code, reason, since };
}

function without(listing: Listing, skipped: readonly ImageVersion[]): Listing {
  return {
    ...listing,
    candidates: listing.candidates.filter(
      (candidate) => !skipped.some((version) => isSkipped(candidate, version)),
    ),
  };
}

/** A tag that was pushed again is another version, where both digests are known. */
function isSkipped(candidate: ImageVersion, version: ImageVersion): boolean {
  if (candidate.tag !== version.tag) return false;
  const [a, b] = [candidate.digest, version.digest];
  return a === undefined || b === undefined || a === b;
}
