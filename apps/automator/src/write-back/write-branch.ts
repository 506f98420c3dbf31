import { setTimeout as sleep } from 'node:timers/promises';
import type { RegistryClient } from '@deployment-automator/registry-clients';
import { isAnswered, type Listings, prove } from '../check/index.ts';
import type { ConfigRepo, Snapshot } from '../config-repo/index.ts';
import { AutomatorError } from '../errors/automator-error.ts';
import {
  type CommitTemplate,
  changeSetsOf,
  commitMessage,
  type Plan,
  type PlanRules,
  questionsOf,
  type Update,
} from '../reconcile/index.ts';
import { type BatchAnswer, type Batcher, writeAtOnce } from './batch/index.ts';
import { buildCommits } from './build-commits.ts';
import { planBranch } from './plan-branch.ts';
import { readOrigins } from './read-origins.ts';
import { tooManyUpdates } from './too-many-updates.ts';

export interface WriteBranchOptions {
  readonly repo: ConfigRepo;
  readonly listings: Listings;
  readonly client: RegistryClient;
  /** Asked anew for every plan, because a freeze may come at any time. */
  readonly rules: () => PlanRules;
  /** More updates than this in one go are taken for a mistake. */
  readonly updatesPerRun: number;
  /** What commits say; ours where it is left out. */
  readonly message?: CommitTemplate | undefined;
  /** Lets change sets wait for company; without it they are written at once. */
  readonly batcher?: Batcher | undefined;
  readonly now: () => number;
  /** Between 0 and 1, for the jitter between attempts. */
  readonly random: () => number;
  /** Told of every push that somebody else's push beat. */
  readonly onRace?: () => void;
}

/** A commit of ours that is on the remote branch. */
export interface WrittenCommit {
  readonly commit: string;
  /** With a trailer for each update. */
  readonly message: string;
}

/** What one look at a branch came to. */
export interface WriteResult {
  readonly snapshot: Snapshot;
  readonly plan: Plan;
  /** The updates that are on the remote branch now. */
  readonly written: readonly Update[];
  /** The commits that were pushed, oldest first. */
  readonly commits: readonly WrittenCommit[];
  /** Images that were listed before somebody asked more of them; the poller sees to those never listed. */
  readonly outdated: readonly string[];
  /** Which change sets of the plan may be written by now, as commits or as pull requests. */
  readonly batch: BatchAnswer;
  readonly errors: readonly AutomatorError[];
}

/** A branch on which others push this often in a row is left for the next look. */
const attemptsAtMost = 10;
const jitterMilliseconds = 50;

/**
 * Brings one branch in line with the decisions. The push is the lock (law 6): after a lost race everything is
 * read and planned again on the fresh tree; no edit is ever replayed.
 * @returns also when the push fails: then nothing is written and the errors say why
 * @throws AutomatorError when the remote cannot be read
 */
export async function writeBranch(options: WriteBranchOptions): Promise<WriteResult> {
  const { repo } = options;
  let snapshot = repo.snapshot() ?? (await repo.refresh());
  for (let attempt = 1; ; attempt++) {
    const ready = await prepare(snapshot, options);
    const { commits: toWrite, ...prepared } = ready;
    const unwritten = { ...prepared, snapshot, written: [], commits: [] };
    if (toWrite.length === 0) return unwritten;
    try {
      const written = await repo.write(snapshot, toWrite);
      const commits = toWrite.flatMap(({ message }, at) => {
        const commit = written.commits[at];
        return commit === undefined ? [] : [{ commit, message }];
      });
      return { ...prepared, snapshot: written.snapshot, commits };
    } catch (error) {
      if (!(error instanceof AutomatorError)) throw error;
      if (error.code !== 'git-push-raced' || attempt >= attemptsAtMost) {
        return { ...unwritten, errors: [...ready.errors, error] };
      }
      options.onRace?.();
      if (attempt > 1) await sleep(options.random() * jitterMilliseconds * attempt);
      snapshot = await repo.refresh();
    }
  }
}

async function prepare(snapshot: Snapshot, options: WriteBranchOptions) {
  const rules = options.rules();
  const questions = [...questionsOf(snapshot.table.bindings)].filter(([image]) => rules.allows(image));
  const known = await options.listings.getAll(questions.map(([image]) => image));
  const now = options.now();
  const planned = await planBranch({
    repo: options.repo,
    snapshot,
    listings: (image) => known.get(image),
    rules,
    now,
  });
  const outdated = questions.flatMap(([image, asked]) => {
    const record = known.get(image);
    return record === undefined || isAnswered(record, asked, now) ? [] : [image];
  });
  const batch = (await options.batcher?.look(planned.changeSets)) ?? writeAtOnce;
  const base = { plan: planned, outdated, batch };
  const due = planned.changeSets.filter(({ delivery }) => delivery === 'commit').filter(batch.isDue);
  const wanted = due.flatMap(({ updates }) => updates);
  const excess = tooManyUpdates(snapshot.repo, planned.updates, options.updatesPerRun);
  if (excess !== undefined) return { ...base, commits: [], written: [], errors: [excess] };
  const { proven, errors } = await prove(wanted, options.client);
  const { message: template, client } = options;
  const { repo: configRepo, branch } = snapshot;
  const origins = await readOrigins(proven, template, client);
  const built = await buildCommits(
    snapshot,
    changeSetsOf(proven, rules.grouping),
    options.repo.readBlob,
    (changeSet) => commitMessage(changeSet, { template, configRepo, branch, origins }),
  );
  return { ...base, commits: built.commits, written: built.written, errors: [...errors, ...built.refused] };
}
