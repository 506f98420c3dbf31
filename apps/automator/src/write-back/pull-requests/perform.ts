import { ForgeError, type PullRequest } from '@deployment-automator/forge-clients';
import { AutomatorError } from '../../errors/automator-error.ts';
import type { ChangeSet, Held, Update } from '../../reconcile/index.ts';
import { buildCommits } from '../build-commits.ts';
import { renderClosing, renderEditedNotice, renderPullRequest } from '../pull-request-body/index.ts';
import { proposerHash } from './branch-name.ts';
import { commentsRead } from './comments.ts';
import type { PullRequestDesk, PullRequestQuestion } from './desk.ts';
import { forgeFailure } from './forge-failure.ts';
import { noteOpened } from './gather.ts';
import type { OpenPull, PullRequestAction, Wanted } from './known-pulls.ts';
import { type Marker, printMarker, withMarker } from './marker.ts';
import { isSameTarget } from './rebuild-reason.ts';
import { type Target, targetKey, targetOf } from './target.ts';

/** What an action is done with beside the desk. */
export interface Performance extends PullRequestQuestion {
  /** Law 3: nothing is written that did not resolve just before. */
  readonly prove: (
    updates: readonly Update[],
  ) => Promise<{ readonly proven: readonly Update[]; readonly errors: readonly AutomatorError[] }>;
  /** What is held in this look, for the text. */
  readonly held: readonly Held[];
}

/** What one action came to. */
export interface Performed {
  /** The updates that an open pull request proposes now, where it is another set than before. */
  readonly proposed: readonly Update[];
  /** As it is now, where it was opened or its updates are others. */
  readonly pull?: PullRequest;
  readonly errors: readonly AutomatorError[];
}

const nothing: Performed = { proposed: [], errors: [] };

/** Does one thing. The branch comes first and the forge second, so that what is cut off in between is mended later. */
export function perform(
  action: PullRequestAction,
  desk: PullRequestDesk,
  on: Performance,
): Promise<Performed> {
  switch (action.do) {
    case 'open':
      return open(action.wanted, desk, on);
    case 'rebuild':
      return rebuild(action.open, action.wanted, action.why === 'changed', desk, on);
    case 'rewrite':
      return rewrite(action.open, action.wanted, desk, on);
    case 'close':
      return close(action.open, action.reason, desk);
    case 'hand-over':
      return handOver(action.open, desk);
  }
}

async function open(wanted: Wanted, desk: PullRequestDesk, on: Performance): Promise<Performed> {
  const { forge, proposer, wishes } = desk;
  const built = await build(wanted, wanted.leftover?.targets, desk, on);
  if (built.set === undefined) return { proposed: [], errors: built.errors };
  const isThere = built.commit === undefined && wanted.leftover?.conflicts === false;
  const commit = built.commit ?? (isThere ? undefined : (await build(wanted, undefined, desk, on)).commit);
  if (commit !== undefined) {
    await desk.repo.propose(on.snapshot, commit, wanted.branch, wanted.leftover?.head ?? null);
  }
  const { labels, drafts } = forge.abilities;
  const pull = await forge.create({
    head: wanted.branch,
    base: proposer.base,
    ...(await textOf(built.set, built.targets, freshMarker(desk), desk, on)),
    ...(drafts && wishes.draft && { draft: true }),
    ...(labels && wishes.labels.length > 0 && { labels: wishes.labels }),
    ...(wishes.reviewers.length > 0 && { reviewers: wishes.reviewers }),
    ...(wishes.assignees.length > 0 && { assignees: wishes.assignees }),
  });
  await noteOpened(desk, pull.number);
  await commentsRead(desk, pull);
  const errors = [...built.errors, ...(await askForAutoMerge(pull.number, desk))];
  return { proposed: built.set.updates, pull, errors };
}

/** The pull request stands, whatever the forge says to this: it is reported and left to a person. */
async function askForAutoMerge(
  number: number,
  { forge, wishes, proposer }: PullRequestDesk,
): Promise<readonly AutomatorError[]> {
  if (!wishes.autoMerge || !forge.abilities.autoMerge) return [];
  try {
    await forge.enableAutoMerge(number);
    return [];
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    const { code, message, cause, where } = forgeFailure(error, proposer.configRepo);
    const next =
      'let the repository allow auto-merge and require a check of the branch, or set forge.autoMerge: false';
    return [new AutomatorError(code, message, { where, next, cause })];
  }
}

async function rebuild(
  { pull, branch, marker }: OpenPull,
  wanted: Wanted,
  mayBeThere: boolean,
  desk: PullRequestDesk,
  on: Performance,
): Promise<Performed> {
  const built = await build(wanted, mayBeThere ? branch?.targets : undefined, desk, on);
  if (built.set === undefined) return { proposed: [], errors: built.errors };
  if (built.commit !== undefined) {
    await desk.repo.propose(on.snapshot, built.commit, pull.head.branch, branch?.head ?? null);
  }
  const keys = built.targets.map(targetKey);
  const isSaid = marker !== undefined && sameKeys(marker.targets, keys) && !marker.handedOver;
  if (isSaid) return { proposed: built.set.updates, pull, errors: built.errors };
  const text = await textOf(built.set, built.targets, marker ?? freshMarker(desk), desk, on);
  await desk.forge.update(pull.number, text);
  return { proposed: built.set.updates, pull: { ...pull, ...text }, errors: built.errors };
}

async function rewrite(
  { pull, marker }: OpenPull,
  { changeSet, targets }: Wanted,
  desk: PullRequestDesk,
  on: Performance,
): Promise<Performed> {
  const text = await textOf(changeSet, targets, marker ?? freshMarker(desk), desk, on);
  await desk.forge.update(pull.number, text);
  return { proposed: changeSet.updates, pull: { ...pull, ...text }, errors: [] };
}

/** The marker first: whoever closes it then, it was our will. */
async function close(
  { pull, marker, branch }: OpenPull,
  reason: string,
  desk: PullRequestDesk,
): Promise<Performed> {
  const { forge } = desk;
  const closed = { ...(marker ?? freshMarker(desk)), closed: true };
  await forge.update(pull.number, { body: withMarker(pull.body, closed, forge.kind) });
  await forge.comment(pull.number, renderClosing(reason, forge.abilities.maxBody));
  await forge.close(pull.number);
  if (branch !== undefined) await desk.repo.withdraw(pull.head.branch, branch.head);
  return nothing;
}

async function handOver({ pull, marker }: OpenPull, desk: PullRequestDesk): Promise<Performed> {
  const { forge } = desk;
  const handed = { ...(marker ?? freshMarker(desk)), handedOver: true };
  await forge.update(pull.number, { body: withMarker(pull.body, handed, forge.kind) });
  await forge.comment(pull.number, renderEditedNotice(forge.abilities.maxBody));
  return nothing;
}

interface Built {
  /** Undefined where not everything is proved, or nothing can be edited: then nothing may be done. */
  readonly set: ChangeSet | undefined;
  readonly targets: readonly Target[];
  /** Undefined where the branch has just that already. */
  readonly commit?: Awaited<ReturnType<typeof buildCommits>>['commits'][number];
  readonly errors: readonly AutomatorError[];
}

/** One commit on the base. @param there what the branch has already */
async function build(
  { changeSet }: Wanted,
  there: readonly Target[] | undefined,
  desk: PullRequestDesk,
  { snapshot, prove }: Performance,
): Promise<Built> {
  const { proven, errors } = await prove(changeSet.updates);
  if (proven.length < changeSet.updates.length) return { set: undefined, targets: [], errors };
  const message = await desk.messagesFor?.(proven);
  const made = await buildCommits(snapshot, [{ ...changeSet, updates: proven }], desk.repo.readBlob, message);
  const [commit] = made.commits;
  if (commit === undefined) return { set: undefined, targets: [], errors: [...errors, ...made.refused] };
  const targets = made.written.map((update) => targetOf(update, (file) => snapshot.files.get(file)?.facts));
  const isThere =
    there !== undefined &&
    there.length === targets.length &&
    targets.every((target) => there.some((one) => isSameTarget(one, target)));
  const set = { ...changeSet, updates: made.written };
  return { set, targets, errors: [...errors, ...made.refused], ...(!isThere && { commit }) };
}

async function textOf(
  { updates }: ChangeSet,
  targets: readonly Target[],
  before: Marker,
  desk: PullRequestDesk,
  { held, listings }: Performance,
): Promise<{ title: string; body: string }> {
  const { forge, proposer, detailsOf } = desk;
  const marker: Marker = {
    proposer: proposerHash(proposer),
    targets: targets.map(targetKey),
    seen: before.seen,
    handedOver: false,
    closed: false,
  };
  const printed = printMarker(marker, forge.kind);
  const { title, body } = renderPullRequest({
    updates,
    details: (await detailsOf?.(updates, listings)) ?? (() => ({})),
    held: held.filter(({ image, id }) =>
      updates.some((update) => update.image === image && update.id !== id),
    ),
    limits: forge.abilities,
    reopens: forge.abilities.reopen,
    reserved: printed.length + 2,
  });
  return { title, body: `${body}\n\n${printed}` };
}

/** For a pull request whose body says nothing yet. */
function freshMarker({ proposer }: PullRequestDesk): Marker {
  const seen = { at: 0, ids: [] };
  return { proposer: proposerHash(proposer), targets: [], seen, handedOver: false, closed: false };
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  return a.toSorted().join() === b.toSorted().join();
}
