import { setTimeout as sleep } from 'node:timers/promises';
import type { RegistryClient } from '@deployment-automator/registry-clients';
import { isAnswered, type Listings, prove } from '../check/index.ts';
import type { ConfigRepo, Snapshot } from '../config-repo/index.ts';
import { AutomatorError } from '../errors/automator-error.ts';
import {
  changeSetsOf,
  type Plan,
  type PlanRules,
  plan,
  questionsOf,
  type Update,
} from '../reconcile/index.ts';
import { buildCommits } from './build-commits.ts';
import { tooManyUpdates } from './too-many-updates.ts';

export interface WriteBranchOptions {
  readonly repo: ConfigRepo;
  readonly listings: Listings;
  readonly client: RegistryClient;
  /** Asked anew for every plan, because a freeze may come at any time. */
  readonly rules: () => PlanRules;
  /** More updates than this in one go are taken for a mistake. */
  readonly updatesPerRun: number;
  readonly now: () => number;
  /** Between 0 and 1, for the jitter between attempts. */
  readonly random: () => number;
  /** Told of every push that somebody else's push beat. */
  readonly onRace?: () => void;
}

/** What one look at a branch came to. */
export interface WriteResult {
  readonly snapshot: Snapshot;
  readonly plan: Plan;
  /** The updates that are on the remote branch now. */
  readonly written: readonly Update[];
  /** Images that were listed before somebody asked more of them; the poller sees to those never listed. */
  readonly outdated: readonly string[];
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
    if (ready.commits.length === 0) return { ...ready, snapshot, written: [] };
    try {
      return { ...ready, snapshot: await repo.write(snapshot, ready.commits) };
    } catch (error) {
      if (!(error instanceof AutomatorError)) throw error;
      if (error.code !== 'git-push-raced' || attempt >= attemptsAtMost) {
        return { ...ready, snapshot, written: [], errors: [...ready.errors, error] };
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
  const planned = plan(snapshot.table, (image) => known.get(image), rules, now);
  const outdated = questions.flatMap(([image, asked]) => {
    const record = known.get(image);
    return record === undefined || isAnswered(record, asked, now) ? [] : [image];
  });
  const base = { plan: planned, outdated };
  const wanted = planned.updates.filter(({ delivery }) => delivery === 'commit');
  const excess = tooManyUpdates(snapshot.repo, planned.updates, options.updatesPerRun);
  if (excess !== undefined) return { ...base, commits: [], written: [], errors: [excess] };
  const { proven, errors } = await prove(wanted, options.client);
  const built = await buildCommits(snapshot, changeSetsOf(proven), options.repo.readBlob);
  return { ...base, commits: built.commits, written: built.written, errors: [...errors, ...built.refused] };
}
