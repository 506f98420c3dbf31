import { ourPrefix } from '../../config-repo/index.ts';
import { readReleases, rulesFile } from '../../holds/index.ts';
import type { Held } from '../../reconcile/index.ts';
import { branchName, proposerHash } from './branch-name.ts';
import { type BranchState, readBranch } from './branch-state.ts';
import type { PullRequestDesk, PullRequestQuestion } from './desk.ts';
import { fates } from './fate.ts';
import { withoutRefused } from './find-refusals.ts';
import type { OpenPull, Wanted } from './known-pulls.ts';
import { readMarker } from './marker.ts';
import type { PullRequestKnowledge } from './plan-pull-requests.ts';
import { rebuildReason } from './rebuild-reason.ts';
import { remember } from './remember.ts';
import type { SeenPull } from './seen-pulls.ts';
import { targetOf } from './target.ts';

/** Whether the base takes only what is up to date is asked this seldom, and only when it matters. */
const rulesMilliseconds = 60 * 60_000;
/** An approval is asked for again after this long. */
const approvalMilliseconds = 60_000;
const hour = 60 * 60_000;

/** The change sets that go by pull request, on the tree that they were planned on. */
export function wantedOf(desk: Pick<PullRequestDesk, 'proposer'>, question: PullRequestQuestion): Wanted[] {
  const { snapshot, plan, isDue = () => true } = question;
  return plan.changeSets
    .filter(({ delivery }) => delivery === 'pull-request')
    .map((changeSet) => ({
      branch: branchName(desk.proposer, changeSet),
      changeSet,
      waits: !isDue(changeSet),
      targets: changeSet.updates.map((update) => targetOf(update, (file) => snapshot.files.get(file)?.facts)),
    }));
}

/** The branches that are read already, by head and base: in the steady state none is read again. */
export type BranchMemory = Map<string, BranchState>;

/** The open pull requests of ours, with their branches. One list call, and none where there is nothing of ours. */
export async function readOpen(
  desk: PullRequestDesk,
  { snapshot }: PullRequestQuestion,
  wanted: readonly Wanted[],
  memory: BranchMemory,
): Promise<{
  readonly open: OpenPull[];
  readonly stateOf: (branch: string) => Promise<BranchState | undefined>;
}> {
  const { forge, proposer, repo } = desk;
  const heads = await repo.branches.heads();
  const stateOf = async (branch: string): Promise<BranchState | undefined> => {
    const head = heads.get(branch);
    if (head === undefined) return undefined;
    const key = `${head} ${snapshot.commit}`;
    const state = memory.get(key) ?? (await readBranch(repo.branches, head, snapshot.commit));
    memory.set(key, state);
    return state;
  };
  if (wanted.length === 0 && heads.size === 0) return { open: [], stateOf };
  const own = proposerHash(proposer);
  const names = new Set(wanted.map(({ branch }) => branch));
  const open: OpenPull[] = [];
  for (const pull of await forge.listOpen(proposer.base, ourPrefix)) {
    const marker = readMarker(pull.body);
    if (marker?.proposer !== own && !names.has(pull.head.branch)) continue;
    open.push({ pull, marker, branch: await stateOf(pull.head.branch), asked: false });
  }
  const current = new Set([...heads.values()].map((head) => `${head} ${snapshot.commit}`));
  for (const key of memory.keys()) if (!current.has(key)) memory.delete(key);
  return { open, stateOf };
}

/** Completes what is known by the few questions whose answers matter now. */
export async function gather(
  desk: PullRequestDesk,
  question: PullRequestQuestion,
  wanted: readonly Wanted[],
  { open, stateOf }: Awaited<ReturnType<typeof readOpen>>,
): Promise<{
  readonly known: PullRequestKnowledge;
  readonly refused: readonly Held[];
  /** The pull requests by whose closing that was refused. */
  readonly refusing: readonly SeenPull[];
}> {
  const { forge, proposer, store, now } = desk;
  const kept: Wanted[] = [];
  const refused: Held[] = [];
  const refusing: SeenPull[] = [];
  const releases = readReleases(question.snapshot.files.get(rulesFile)?.facts);
  for (const one of wanted) {
    const proposing = open.find(({ pull }) => pull.head.branch === one.branch);
    const left = await withoutRefused(desk, one, proposing?.branch?.targets ?? [], releases);
    refused.push(...left.held);
    refusing.push(...left.refusing);
    if (left.wanted === undefined) continue;
    const leftover = proposing === undefined ? await stateOf(one.branch) : undefined;
    kept.push({ ...left.wanted, ...(leftover !== undefined && { leftover }) });
  }
  const fateOf = fates(question);
  const isBehind = open.some(
    ({ branch, pull }) => branch?.behind === true && isWanted(kept, pull.head.branch),
  );
  const rulesKey = `up-to-date:${proposer.configRepo}#${proposer.base}`;
  const mustBeUpToDate =
    isBehind &&
    (await remember(store, rulesKey, rulesMilliseconds, () => forge.requiresUpToDate(proposer.base)));
  const completed: OpenPull[] = [];
  for (const one of open) {
    const mine = kept.find(({ branch }) => branch === one.pull.head.branch);
    const why = mine && rebuildReason(one, mine, { fateOf, mustBeUpToDate });
    const matters = (why === 'changed' || why === 'behind') && one.branch?.edited !== true;
    completed.push(matters ? { ...one, approved: await isApproved(desk, one) } : one);
  }
  const lately = completed.filter(({ pull }) => pull.createdAt > now() - hour).map(({ pull }) => pull.number);
  const noted = (await openedLately(desk)).map(({ number }) => number);
  return {
    known: {
      wanted: kept,
      open: completed,
      limits: desk.limits,
      openedLately: new Set([...lately, ...noted]).size,
      fateOf,
      mustBeUpToDate,
    },
    refused,
    refusing,
  };
}

function isWanted(wanted: readonly Wanted[], branch: string): boolean {
  return wanted.some((one) => one.branch === branch);
}

function isApproved(desk: PullRequestDesk, { pull, branch }: OpenPull): Promise<boolean> {
  const { forge, proposer, store } = desk;
  const key = `approved:${proposer.configRepo}#${proposer.base}:${pull.number}:${branch?.head ?? ''}`;
  return remember(store, key, approvalMilliseconds, async () => (await forge.status(pull.number)).approved);
}

interface Opened {
  readonly number: number;
  readonly at: number;
}

/** What this installation has opened within the last hour, as far as the store remembers. */
export async function openedLately({ proposer, store, now }: PullRequestDesk): Promise<readonly Opened[]> {
  const kept = await store.get(openedKey(proposer));
  const opened = kept === undefined ? [] : (JSON.parse(kept) as readonly Opened[]);
  return opened.filter(({ at }) => at > now() - hour);
}

export async function noteOpened(desk: PullRequestDesk, number: number): Promise<void> {
  const opened = [...(await openedLately(desk)), { number, at: desk.now() }];
  await desk.store.put(openedKey(desk.proposer), JSON.stringify(opened), hour);
}

function openedKey({ configRepo, base }: PullRequestDesk['proposer']): string {
  return `opened:${configRepo}#${base}`;
}
