import type { PullRequest } from '@deployment-automator/forge-clients';
import type { Store } from '../../store/index.ts';
import type { Proposer } from './branch-name.ts';
import { type Command, readCommands, seenAfter } from './commands.ts';
import type { PullRequestDesk } from './desk.ts';
import { forgetRefusals } from './find-refusals.ts';
import type { OpenPull } from './known-pulls.ts';
import type { Seen } from './marker.ts';

/** Where a forge does not say when a pull request was last changed, its comments are looked for this often. */
const betweenLooks = 10 * 60_000;
/** Forges tell times in seconds: a change this close before the last look may not have been the last one; ms. */
const sameMoment = 2000;
const keptMilliseconds = 30 * 24 * 60 * 60_000;

/** What people want of one pull request, and how far its comments are read then. */
export interface Wishes {
  readonly open: OpenPull;
  readonly commands: readonly Command[];
  readonly seen: Seen;
}

function commentsKey({ configRepo, base }: Pick<Proposer, 'configRepo' | 'base'>, number: number): string {
  return `comments:${configRepo}#${base}:${number}`;
}

/** Called for a forge's webhook: the next look reads this pull request again, closed or open. */
export async function noteActivity(
  store: Pick<Store, 'get' | 'delete'>,
  proposer: Pick<Proposer, 'configRepo' | 'base'>,
  activity: { readonly number: number; readonly branch?: string | undefined },
): Promise<void> {
  await store.delete(commentsKey(proposer, activity.number));
  await forgetRefusals(store, proposer, activity);
}

/** Remembers that everything said so far is read. */
export async function commentsRead(desk: PullRequestDesk, { number, updatedAt }: PullRequest): Promise<void> {
  const read = { at: desk.now(), ...(updatedAt !== undefined && { updatedAt }) };
  await desk.store.put(commentsKey(desk.proposer, number), JSON.stringify(read), keptMilliseconds);
}

/**
 * Reads the comments of those pull requests that were changed since they were last read, and gives the commands of
 * people who may write to the repository.
 */
export async function readWishes(desk: PullRequestDesk, open: readonly OpenPull[]): Promise<Wishes[]> {
  const wishes: Wishes[] = [];
  for (const one of open) {
    if (!(await isDue(desk, one.pull))) continue;
    const before = one.marker?.seen ?? { at: 0, ids: [] };
    const comments = await desk.forge.listComments(one.pull.number, Math.max(before.at - 1, 0));
    const allowed: Command[] = [];
    for (const command of readCommands(comments, before)) {
      if (await desk.forge.mayWrite(command.by)) allowed.push(command);
    }
    if (allowed.length === 0) await commentsRead(desk, one.pull);
    else wishes.push({ open: one, commands: allowed, seen: seenAfter(comments, before) });
  }
  return wishes;
}

async function isDue({ store, proposer, now }: PullRequestDesk, { number, updatedAt }: PullRequest) {
  const kept = await store.get(commentsKey(proposer, number));
  if (kept === undefined) return true;
  const read = JSON.parse(kept) as { readonly at: number; readonly updatedAt?: number };
  if (updatedAt === undefined) return now() - read.at >= betweenLooks;
  return updatedAt !== read.updatedAt || read.at - updatedAt < sameMoment;
}
