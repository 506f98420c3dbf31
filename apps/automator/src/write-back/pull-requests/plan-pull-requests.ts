import type { Held, HeldCode, Update } from '../../reconcile/index.ts';
import type { Fate } from './fate.ts';
import type { OpenPull, PullRequestAction, Wanted } from './known-pulls.ts';
import { isSameTarget, type RebuildQuestion, rebuildReason } from './rebuild-reason.ts';
import { type Target, targetKey, targetsHash } from './target.ts';

export interface PullRequestLimits {
  readonly openPullRequests: number;
  readonly newPullRequestsPerHour: number;
  readonly updatesPerRun: number;
}

/** Everything that is known, read just now. */
export interface PullRequestKnowledge extends RebuildQuestion {
  /** In the order of the plan. */
  readonly wanted: readonly Wanted[];
  /** By number. */
  readonly open: readonly OpenPull[];
  readonly limits: PullRequestLimits;
  /** How many were opened within the last hour. */
  readonly openedLately: number;
}

/** What is to be done on the forge, and what is not and why. */
export interface PullRequestPlan {
  readonly actions: readonly PullRequestAction[];
  readonly held: readonly Held[];
  /** Proposed later, because a limit is reached or company is waited for. */
  readonly waiting: readonly Wanted[];
  /** Updates that would move at once, where they are more than the limit: then there is no action at all. */
  readonly excess?: number;
}

/** The life of pull requests as one function: the same knowledge gives the same plan. */
export function planPullRequests(known: PullRequestKnowledge): PullRequestPlan {
  const { wanted, open, limits } = known;
  const branches = new Map(wanted.map((one) => [one.branch, one]));
  const judged = open.map((one) => judgeOpen(one, branches.get(one.pull.head.branch), known));
  const proposed = new Set(open.map(({ pull }) => pull.head.branch));
  const fresh = wanted.filter(({ branch }) => !proposed.has(branch));
  const taken = fresh.filter(({ leftover }) => leftover?.edited === true);
  const [free, early] = byWaiting(fresh.filter(({ leftover }) => leftover?.edited !== true));

  const actions = judged.flatMap(({ action }) => (action === undefined ? [] : [action]));
  const held = [
    ...judged.flatMap((one) => one.held),
    ...taken.flatMap(({ branch, changeSet: { updates } }) =>
      updates.map((update) => heldBy(update, 'edited', `the branch ${branch} holds changes of others`)),
    ),
  ];
  const moving = [
    ...free.flatMap(({ changeSet }) => changeSet.updates),
    ...actions.flatMap((action) =>
      action.do === 'rebuild' && action.why === 'changed' ? action.wanted.changeSet.updates : [],
    ),
  ].length;
  if (moving > limits.updatesPerRun) return { actions: [], held, waiting: [], excess: moving };

  const closing = actions.filter((action) => action.do === 'close').length;
  const room = Math.min(
    limits.openPullRequests - open.length + closing,
    limits.newPullRequestsPerHour - known.openedLately,
  );
  const opened = free.slice(0, Math.max(room, 0));
  return {
    actions: [...actions, ...opened.map((one) => ({ do: 'open', wanted: one }) as const)],
    held,
    waiting: [...free.slice(opened.length), ...early],
  };
}

function byWaiting(wanted: readonly Wanted[]): [free: Wanted[], early: Wanted[]] {
  return [wanted.filter(({ waits }) => waits !== true), wanted.filter(({ waits }) => waits === true)];
}

interface Judged {
  readonly action?: PullRequestAction;
  readonly held: readonly Held[];
}

function judgeOpen(open: OpenPull, wanted: Wanted | undefined, known: PullRequestKnowledge): Judged {
  const { branch, marker, pull } = open;
  if (branch?.edited === true && !open.asked) {
    const held = heldBack(open, wanted, 'edited', `#${pull.number} holds changes of others and is theirs`);
    const isTold = marker === undefined || marker.handedOver;
    return isTold ? { held } : { action: { do: 'hand-over', open }, held };
  }
  if (wanted === undefined) {
    const reason = branch === undefined ? undefined : whyObsolete(branch.targets, known.fateOf);
    return reason === undefined ? { held: [] } : { action: { do: 'close', open, reason }, held: [] };
  }
  const why = rebuildReason(open, wanted, known);
  if (why === 'unknown' || (why === 'changed' && wanted.waits === true)) return { held: [] };
  if (why === undefined) {
    const hash = targetsHash(wanted.targets.map(targetKey));
    const isSaid = marker !== undefined && targetsHash(marker.targets) === hash;
    return isSaid ? { held: [] } : { action: { do: 'rewrite', open, wanted }, held: [] };
  }
  if (open.approved === true && (why === 'changed' || why === 'behind')) {
    const reason = `#${pull.number} is approved; it is left as it is until it is merged or closed`;
    return { held: heldBack(open, wanted, 'approved', reason) };
  }
  return { action: { do: 'rebuild', open, wanted, why }, held: [] };
}

/** Undefined where one of the targets is held, or nobody can say. */
function whyObsolete(targets: readonly Target[], fateOf: (target: Target) => Fate): string | undefined {
  const reasons = new Set<string>();
  for (const target of targets) {
    const fate = fateOf(target);
    if (fate.is === 'held' || fate.is === 'unknown') return undefined;
    reasons.add(fate.reason);
  }
  return [...reasons].join('; ') || 'the base holds everything that it proposes';
}

/** The updates that the pull request does not propose yet, and now will not. */
function heldBack({ branch }: OpenPull, wanted: Wanted | undefined, code: HeldCode, reason: string): Held[] {
  return (wanted?.targets ?? []).flatMap((target, at) => {
    const update = wanted?.changeSet.updates[at];
    const isThere = branch?.targets.some((one) => isSameTarget(one, target)) === true;
    return update === undefined || isThere ? [] : [heldBy(update, code, reason)];
  });
}

function heldBy({ id, image, from, to }: Update, code: HeldCode, reason: string): Held {
  return { id, image, from, to, code, reason, since: null };
}
