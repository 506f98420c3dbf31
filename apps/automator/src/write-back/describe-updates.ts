import type { ListingLookup, Update } from '../reconcile/index.ts';
import { type RunnerUp, runnerUpOf, type UpdateDetails } from './pull-request-body/index.ts';
import { gatherChanges, type ImageChanges } from './what-it-brings/index.ts';

export interface DescribeOptions {
  readonly changes: ImageChanges;
  readonly listings: ListingLookup;
  readonly now: () => number;
}

/** What names a move: updates that share it are told of once. */
type Move = Pick<Update, 'image' | 'from' | 'to' | 'policy'>;

/** What a reviewer is told of updates beside the updates; each different move is looked into once. */
export async function describeUpdates(
  updates: readonly Update[],
  { changes, listings, now }: DescribeOptions,
): Promise<(update: Move) => UpdateDetails> {
  const brings = await gatherChanges(updates, changes);
  const runnersUp = new Map<string, RunnerUp | null>();
  for (const update of updates) {
    const key = keyOf(update);
    const listing = listings(update.image)?.listing;
    if (listing === undefined || runnersUp.has(key)) continue;
    runnersUp.set(key, runnerUpOf(update, listing, now()));
  }
  return (update) => {
    const [runnerUp, brought] = [runnersUp.get(keyOf(update)), brings(update)];
    return {
      ...(runnerUp !== undefined && { runnerUp }),
      ...(brought !== undefined && { brings: brought }),
    };
  };
}

function keyOf({ image, from, to, policy }: Move): string {
  return JSON.stringify([image, from, to, policy]);
}
