import { ForgeError } from '@deployment-automator/forge-clients';
import { AutomatorError } from '../../errors/automator-error.ts';
import type { Held, Update } from '../../reconcile/index.ts';
import { answerCommands } from './answer-commands.ts';
import { readWishes } from './comments.ts';
import type { PullRequestDesk, PullRequestQuestion } from './desk.ts';
import { endsTheLook, forgeFailure } from './forge-failure.ts';
import { type BranchMemory, gather, readOpen, wantedOf } from './gather.ts';
import type { OpenPull, PullRequestAction, Wanted } from './known-pulls.ts';
import { type Performance, perform } from './perform.ts';
import { type PullRequestPlan, planPullRequests } from './plan-pull-requests.ts';
import { isSameTarget } from './rebuild-reason.ts';
import { rememberSeenPulls, type SeenPull, seenAfter, seenOpen } from './seen-pulls.ts';

/** What a look at the pull requests of one branch came to. */
export interface PullRequestResult {
  /** The updates that an open pull request proposes. */
  readonly proposed: readonly Update[];
  /** Those that a limit keeps for later. */
  readonly waiting: readonly Update[];
  readonly held: readonly Held[];
  /** The same at the look before. */
  readonly heldBefore: readonly Held[];
  /** The open pull requests of ours, and the refused ones that hold an update. */
  readonly pulls: readonly SeenPull[];
  /** What was done, or would be. */
  readonly actions: readonly {
    readonly do: PullRequestAction['do'];
    readonly url?: string;
    readonly branch: string;
  }[];
  readonly errors: readonly AutomatorError[];
  /** The forge asks to be left alone until then; ms since the epoch. */
  readonly retryAt?: number;
  /** The tree or a branch has moved: everything is to be read and planned again. */
  readonly again: boolean;
}

const nothing: PullRequestResult = {
  proposed: [],
  waiting: [],
  held: [],
  heldBefore: [],
  pulls: [],
  actions: [],
  errors: [],
  again: false,
};

/** Pull requests of one branch of one config repo, kept alive. */
export interface PullRequests {
  /** Brings them in line with the plan. Throws nothing that a forge or a remote does: it is in the result. */
  look(on: Omit<Performance, 'held'>): Promise<PullRequestResult>;
  /** What `look` would do. Reads, and writes nothing. */
  preview(question: PullRequestQuestion): Promise<PullRequestResult>;
}

export function createPullRequests(desk: PullRequestDesk): PullRequests {
  const memory: BranchMemory = new Map();
  let pause: { readonly until: number; readonly error: AutomatorError } | undefined;

  const guarded = async (work: () => Promise<PullRequestResult>): Promise<PullRequestResult> => {
    if (pause !== undefined && pause.until > desk.now()) {
      return { ...nothing, errors: [pause.error], retryAt: pause.until };
    }
    pause = undefined;
    try {
      return await work();
    } catch (error) {
      return failed(error);
    }
  };

  const failed = (error: unknown): PullRequestResult => {
    if (error instanceof ForgeError) {
      const failure = forgeFailure(error, desk.proposer.configRepo);
      const { retryAt } = error;
      if (retryAt !== undefined) pause = { until: retryAt, error: failure };
      return { ...nothing, errors: [failure], ...(retryAt !== undefined && { retryAt }) };
    }
    if (!(error instanceof AutomatorError)) throw error;
    const raced = error.code === 'git-push-raced';
    return { ...nothing, errors: raced ? [] : [error], again: raced };
  };

  const plan = async (
    question: PullRequestQuestion,
    wanted: readonly Wanted[],
    read: Read,
  ): Promise<Planned> => {
    const { known, refused, refusing } = await gather(desk, question, wanted, read);
    const planned = planPullRequests(known);
    const held = [...refused, ...planned.held];
    const there = known.wanted.flatMap((one) => proposedBy(one, read.open));
    return { planned, held, there, pulls: [...read.open.map(seenOpen), ...refusing] };
  };

  return {
    preview: (question) =>
      guarded(async () => {
        if (question.frozen) return nothing;
        const wanted = wantedOf(desk, question);
        const read = await readOpen(desk, question, wanted, memory);
        return resultOf(await plan(question, wanted, read), desk);
      }),
    look: (on) =>
      guarded(async () => {
        if (on.frozen) return nothing;
        const wanted = wantedOf(desk, on);
        const read = await readOpen(desk, on, wanted, memory);
        const answered: OpenPull[] = [];
        for (const wish of await readWishes(desk, read.open)) {
          const { open, committed } = await answerCommands(desk, on, wish);
          if (committed) return { ...nothing, again: true };
          answered.push(open);
        }
        const open = read.open.map(
          (one) => answered.find(({ pull }) => pull.number === one.pull.number) ?? one,
        );
        const come = await plan(on, wanted, { ...read, open });
        const held = [...on.plan.held, ...come.held];
        const result = await performAll(come.planned.actions, resultOf(come, desk), { ...on, held });
        const waiting = result.waiting.map(({ id }) => id);
        const before = await rememberSeenPulls(desk.store, desk.proposer, { ...result, waiting });
        return { ...result, heldBefore: before.held };
      }),
  };

  async function performAll(
    actions: readonly PullRequestAction[],
    planned: PullRequestResult,
    on: Performance,
  ): Promise<PullRequestResult> {
    const proposed = [...planned.proposed];
    const errors = [...planned.errors];
    const done: PullRequestResult['actions'][number][] = [];
    let { pulls } = planned;
    let again = false;
    for (const action of actions) {
      try {
        const performed = await perform(action, desk, on);
        for (const update of performed.proposed) {
          if (!proposed.some(({ id }) => id === update.id)) proposed.push(update);
        }
        errors.push(...performed.errors);
        pulls = seenAfter(pulls, action, performed);
        if (performed.errors.length === 0 || performed.proposed.length > 0) {
          const { pull } = performed;
          done.push({ ...sayAction(action), ...(pull !== undefined && { url: pull.url }) });
        }
      } catch (error) {
        const failure = failed(error);
        errors.push(...failure.errors);
        again ||= failure.again;
        if (!endsTheLook(error)) continue;
        const { retryAt } = failure;
        return {
          ...planned,
          proposed,
          pulls,
          errors,
          again,
          actions: done,
          ...(retryAt !== undefined && { retryAt }),
        };
      }
    }
    return { ...planned, proposed, pulls, errors, again, actions: done };
  }
}

type Read = Awaited<ReturnType<typeof readOpen>>;

interface Planned {
  readonly planned: PullRequestPlan;
  readonly held: readonly Held[];
  readonly there: readonly Update[];
  readonly pulls: readonly SeenPull[];
}

/** The updates of a change set that its open pull request has already. */
function proposedBy({ branch, changeSet, targets }: Wanted, open: readonly OpenPull[]): Update[] {
  const there = open.find(({ pull }) => pull.head.branch === branch)?.branch?.targets ?? [];
  return changeSet.updates.filter((_, at) => {
    const target = targets[at];
    return target !== undefined && there.some((one) => isSameTarget(one, target));
  });
}

function resultOf(
  { planned, held, there, pulls }: Planned,
  { proposer, limits }: PullRequestDesk,
): PullRequestResult {
  const { actions, waiting, excess } = planned;
  const { configRepo } = proposer;
  const limit = limits.updatesPerRun;
  const message = `${excess} updates would be proposed at once in ${configRepo}, the limit is ${limit}`;
  const next =
    'nothing is written; look at `automator plan`, then raise limits.updatesPerRun if all of it is meant';
  return {
    ...nothing,
    proposed: there,
    waiting: waiting.flatMap(({ changeSet }) => changeSet.updates),
    held,
    pulls,
    actions: actions.map(sayAction),
    errors:
      excess === undefined
        ? []
        : [new AutomatorError('too-many-updates', message, { where: configRepo, next })],
  };
}

function sayAction(action: PullRequestAction): PullRequestResult['actions'][number] {
  if (action.do === 'open') return { do: action.do, branch: action.wanted.branch };
  const { head, url } = action.open.pull;
  return { do: action.do, branch: head.branch, url };
}
