import type { RegistryClient } from '@deployment-automator/registry-clients';
import type { ActivityLog } from '../activity/index.ts';
import type { Listings } from '../check/index.ts';
import type { AutomatorError } from '../errors/automator-error.ts';
import type { StateMemory } from '../overview/index.ts';
import type { WorkQueue } from '../queue/index.ts';
import type { ListingLookup } from '../reconcile/index.ts';
import type { HostBook, Log, Metrics } from '../telemetry/index.ts';
import { type WriteResult, writeBranch } from '../write-back/index.ts';
import { forgeHostOf } from './forge-of.ts';
import { logFailure } from './log-failure.ts';
import { lookAtPulls } from './look-at-pulls.ts';
import type { ManagedRepo } from './managed-repo.ts';
import { reportError } from './report-error.ts';
import { tell, tellCommit, tellHeld, tellPullRequest } from './tell/index.ts';
import type { WriteFaults } from './write-faults.ts';

export interface WriteDependencies {
  readonly repos: readonly ManagedRepo[];
  readonly listings: Listings;
  readonly client: RegistryClient;
  readonly queue: WorkQueue;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly activity: Pick<ActivityLog, 'add'>;
  /** Told when a forge is left alone for a while. */
  readonly forgeBook?: Pick<HostBook, 'pause'>;
  /** Kept for people to see. */
  readonly faults?: Pick<WriteFaults, 'note'>;
  readonly states?: Pick<StateMemory, 'note'>;
}

/** A branch on which others push all the time is looked at again after this long. */
const afterLostRaces = 2000;

/** The look at one branch of one config repo: plan, write, and say what happened. */
export async function writeSubject(subject: string, deps: WriteDependencies): Promise<void> {
  const managed = deps.repos.find((candidate) => candidate.subject === subject);
  if (managed === undefined) return;
  const { config, repo } = managed;
  const result = await writeBranch({
    repo,
    listings: deps.listings,
    client: deps.client,
    rules: managed.rules,
    message: managed.message,
    batcher: managed.batcher,
    updatesPerRun: config.limits.updatesPerRun,
    now: deps.now,
    random: deps.random,
    onRace: () => deps.metrics.races.inc({ config_repo: config.name }),
  });
  // Every other failure waits for the next poll of this config repo: asking a remote that refuses is no use.
  if (result.errors.some(({ code }) => code === 'git-push-raced')) {
    await deps.queue.request(`write:${subject}`, deps.now() + afterLostRaces);
  }
  const { nextDue } = result.batch;
  if (nextDue !== undefined) await deps.queue.request(`write:${subject}`, nextDue);
  for (const image of result.outdated) await deps.queue.request(`check:${deps.listings.nameOf(image)}`);
  report(managed, result, deps);
  for (const { id, to } of result.written) {
    await deps.states?.note({ configRepo: config.name, id, state: 'current', current: to }, deps.now());
  }
  const isStopped = result.errors.some(({ code }) => code === 'too-many-updates');
  const errors = [...result.errors, ...(isStopped ? [] : await propose(managed, result, deps))];
  const [fault] = errors.filter(({ code }) => code !== 'git-push-raced');
  await deps.faults?.note(subject, fault && reportError(config.name, fault));
}

/** Brings the pull requests in line with what was planned. @returns what went wrong */
async function propose(
  managed: ManagedRepo,
  result: WriteResult,
  deps: WriteDependencies,
): Promise<readonly AutomatorError[]> {
  const { log, metrics, queue, client, now, activity } = deps;
  const known = await deps.listings.getAll(managed.images());
  const listings: ListingLookup = (image) => known.get(image);
  const pulls = await lookAtPulls(managed, {
    ...result,
    listings,
    client,
    now,
    dryRun: false,
    isDue: result.batch.isDue,
  });
  if (pulls === undefined) return [];
  const configRepo = managed.config.name;
  tell(activity, [
    ...pulls.actions.map((action) => tellPullRequest(configRepo, action)),
    ...tellHeld(configRepo, pulls),
  ]);
  for (const { do: action, branch, url } of pulls.actions) {
    metrics.pullRequests.inc({ config_repo: configRepo, action });
    log.info({ configRepo, action, branch, url }, 'pull request');
  }
  for (const { id, code, reason } of pulls.held) log.debug({ configRepo, id, code, reason }, 'held');
  for (const error of pulls.errors) logFailure(deps, 'write', error);
  if (pulls.again) await queue.request(`write:${managed.subject}`, now() + afterLostRaces);
  if (pulls.retryAt !== undefined) {
    const host = forgeHostOf(managed.config);
    if (host !== undefined) deps.forgeBook?.pause(host, pulls.retryAt);
    await queue.request(`write:${managed.subject}`, pulls.retryAt);
  }
  return pulls.errors;
}

function report({ config, pulls, link }: ManagedRepo, result: WriteResult, deps: WriteDependencies): void {
  const { log, metrics, activity } = deps;
  tell(
    activity,
    result.commits.map((written) => tellCommit(config.name, written, link(written.commit))),
  );
  const commit = result.snapshot.commit;
  for (const { id, image, from, to, reason } of result.written) {
    metrics.updates.inc({ config_repo: config.name });
    log.info({ configRepo: config.name, commit, id, image, from, to, reason }, 'updated');
  }
  for (const error of result.errors) logFailure(deps, 'write', error);
  const unwritten = result.plan.updates.filter(
    ({ delivery }) => delivery === 'observe' || (delivery === 'pull-request' && pulls === undefined),
  );
  for (const { id, image, from, to, delivery } of unwritten) {
    log.debug({ configRepo: config.name, id, image, from, to, delivery }, 'decided, not written');
  }
  if (unwritten.length > 0) {
    log.info(
      { configRepo: config.name, updates: unwritten.length },
      'decided, not written: see automator plan',
    );
  }
}
