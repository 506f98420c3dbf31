import { printVersion } from '@deployment-automator/image-reference';
import { compareTags } from '@deployment-automator/tag-policy';
import type { Snapshot } from '../../config-repo/index.ts';
import { fieldKey, versionOf } from '../../holds/index.ts';
import type { Decided, ListingLookup, ListingRecord, Plan, Update } from '../../reconcile/index.ts';
import { isSameField, type Target, targetOf } from './target.ts';

/** What became of something that a pull request proposes. */
export type Fate =
  /** It is still what should be; `reason` says why another change set than its own may have it. */
  | { readonly is: 'wanted'; readonly reason: string }
  /** Another version should be there instead. */
  | { readonly is: 'superseded'; readonly reason: string }
  /** The base holds it. */
  | { readonly is: 'done'; readonly reason: string }
  /** A complete and certain decision says that it should not be. */
  | { readonly is: 'obsolete'; readonly reason: string }
  /** A person's will stops it. */
  | { readonly is: 'held' }
  /** Nobody can say: a listing failed, a file cannot be read. Unknown is not "no" (law 3). */
  | { readonly is: 'unknown' };

export interface FateQuestion {
  readonly snapshot: Snapshot;
  readonly plan: Pick<Plan, 'decided' | 'updates'>;
  readonly listings: ListingLookup;
}

/** Judges targets against the newest decisions. Only what is certain makes a target obsolete. */
export function fates({ snapshot, plan, listings }: FateQuestion): (target: Target) => Fate {
  const factsOf = (file: string) => snapshot.files.get(file)?.facts;
  const decided = new Map<string, Decided>();
  for (const one of plan.decided) {
    const { field } = one.binding;
    const { file } = field.place;
    decided.set(`${file}\0${fieldKey(field, factsOf(file) ?? { resources: [] })}`, one);
  }
  const updates = plan.updates.map((update) => ({ update, target: targetOf(update, factsOf) }));
  return (target) => {
    const one = decided.get(`${target.file}\0${target.field}`);
    if (one === undefined) return unboundFate(target, snapshot);
    if (one.image !== target.image) {
      return { is: 'obsolete', reason: `the field holds ${one.image} now` };
    }
    const version = versionOf(one.binding.field);
    if (version !== undefined && printVersion(version) === target.to) {
      return { is: 'done', reason: `the field holds ${target.to} already` };
    }
    const pending = updates.find((found) => isSameField(found.target, target))?.update;
    return boundFate(target, one, pending, listings(one.image));
  };
}

/** A file or line that cannot be read, anywhere in the tree's rules or in this file, makes it unknown. */
function unboundFate({ file, id }: Target, { files, table }: Snapshot): Fate {
  const found = files.get(file);
  const isFaulty =
    (found?.facts.problems.length ?? 0) > 0 ||
    table.problems.some(({ place }) => place.file === file || place.file === '.automator.yaml');
  if (isFaulty) return { is: 'unknown' };
  return {
    is: 'obsolete',
    reason: found === undefined ? `${file} holds no image any more` : `nothing governs ${id} any more`,
  };
}

function boundFate(
  target: Target,
  { state, reason, image }: Decided,
  pending: Update | undefined,
  record: ListingRecord | undefined,
): Fate {
  if (pending !== undefined) return pendingFate(target, pending, record);
  const isCertain = record?.listing.state === 'complete' && record.problem === undefined;
  switch (state) {
    case 'held':
      return { is: 'held' };
    case 'refused':
      return { is: 'obsolete', reason };
    case 'current':
    case 'above-range':
    case 'no-candidate':
      return isCertain ? { is: 'obsolete', reason: `${image}: ${reason}` } : { is: 'unknown' };
    case 'pending':
    case 'unknown':
      return { is: 'unknown' };
  }
}

/** A move up goes on; anything lower than what is proposed needs a listing that is certain. */
function pendingFate({ to }: Target, pending: Update, record: ListingRecord | undefined): Fate {
  if (pending.to === to) return { is: 'wanted', reason: 'it is delivered in another way or group now' };
  const superseded: Fate = { is: 'superseded', reason: `${pending.to} is chosen now` };
  if (record?.listing.state === 'complete' && record.problem === undefined) return superseded;
  const [tag = ''] = to.split('@');
  const { policy } = pending.binding;
  const order = record && compareTags(policy, record.listing, pending.chosen.tag, tag);
  return order !== undefined && order >= 0 ? superseded : { is: 'unknown' };
}
