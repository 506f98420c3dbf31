import type { Listings } from '../check/index.ts';
import type { WorkQueue } from '../queue/index.ts';
import { bindingStates } from '../reconcile/index.ts';
import type { Metrics } from '../telemetry/index.ts';
import { planBranch } from '../write-back/index.ts';
import type { ManagedRepo } from './managed-repo.ts';
import type { SpentRequests } from './spent-requests.ts';

export interface ShowMetricsOptions {
  readonly repos: readonly ManagedRepo[];
  readonly listings: Listings;
  readonly queue: WorkQueue;
  readonly metrics: Metrics;
  readonly spent: Pick<SpentRequests, 'all'>;
  readonly now: () => number;
}

/** Where things stand is worked out when it is asked for, so every process tells the same, also after a restart. */
export async function showMetrics(options: ShowMetricsOptions): Promise<{ type: string; text: string }> {
  const { metrics, queue, now } = options;
  const listings = await options.listings.getAll(options.repos.flatMap((managed) => managed.images()));
  metrics.imageLastSuccess.reset();
  for (const [name, { readAt, problem, missed }] of listings) {
    const image = options.listings.nameOf(name);
    if (problem === undefined && missed === undefined) metrics.imageLastSuccess.set({ image }, readAt / 1000);
  }
  metrics.imageRequests.reset();
  for (const { host, image, requests } of options.spent.all()) {
    metrics.imageRequests.inc({ host, image }, requests);
  }
  for (const { config, repo, rules } of options.repos) {
    const labels = { config_repo: config.name };
    const snapshot = repo.snapshot();
    metrics.repoLastSuccess.set(labels, repo.seenAt() / 1000);
    metrics.bindingProblems.set(labels, snapshot?.table.problems.length ?? 0);
    const { decided } =
      snapshot === undefined
        ? { decided: [] }
        : await planBranch({
            repo,
            snapshot,
            listings: (image) => listings.get(image),
            rules: rules(),
            now: now(),
          });
    for (const state of bindingStates) {
      metrics.bindings.set({ ...labels, state }, decided.filter((binding) => binding.state === state).length);
    }
  }
  const { waiting, running } = await queue.depth();
  metrics.queue.set({ state: 'waiting' }, waiting);
  metrics.queue.set({ state: 'running' }, running);
  return { type: metrics.registry.contentType, text: await metrics.registry.metrics() };
}
