import type { RegistryClient } from '@deployment-automator/registry-clients';
import type { Listings } from '../check/index.ts';
import { AutomatorError } from '../errors/automator-error.ts';
import type { WorkQueue } from '../queue/index.ts';
import type { Log, Metrics } from '../telemetry/index.ts';
import { type WriteResult, writeBranch } from '../write-back/index.ts';
import type { ManagedRepo } from './managed-repo.ts';

export interface WriteDependencies {
  readonly repos: readonly ManagedRepo[];
  readonly listings: Listings;
  readonly client: RegistryClient;
  readonly queue: WorkQueue;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
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
    updatesPerRun: config.limits.updatesPerRun,
    now: deps.now,
    random: deps.random,
    onRace: () => deps.metrics.races.inc({ config_repo: config.name }),
  });
  // Every other failure waits for the next poll of this config repo: asking a remote that refuses is no use.
  if (result.errors.some(({ code }) => code === 'git-push-raced')) {
    await deps.queue.request(`write:${subject}`, deps.now() + afterLostRaces);
  }
  for (const image of result.outdated) await deps.queue.request(`check:${deps.listings.nameOf(image)}`);
  report(managed, result, deps);
}

function report({ config }: ManagedRepo, result: WriteResult, { log, metrics }: WriteDependencies): void {
  const commit = result.snapshot.commit;
  for (const { id, image, from, to, reason } of result.written) {
    metrics.updates.inc({ config_repo: config.name });
    log.info({ configRepo: config.name, commit, id, image, from, to, reason }, 'updated');
  }
  for (const error of result.errors) logFailure(log, metrics, 'write', error);
  const unwritten = result.plan.updates.filter(({ delivery }) => delivery !== 'commit');
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

/** One line for an error, with its code and next step. */
export function logFailure(log: Log, metrics: Metrics, work: string, error: unknown): void {
  if (error instanceof AutomatorError) {
    const { code, where, next, message } = error;
    metrics.failures.inc({ work, code });
    log.error({ work, code, where, next }, message);
  } else {
    metrics.failures.inc({ work, code: 'unexpected' });
    log.error({ work, err: error }, 'unexpected failure');
  }
}
