import { type ImageName, imageName, parseImageName } from '@deployment-automator/image-reference';
import { type Listings, retryDelay } from '../check/index.ts';
import type { WorkQueue } from '../queue/index.ts';
import { plan } from '../reconcile/index.ts';
import type { Log, Metrics } from '../telemetry/index.ts';
import type { ManagedRepo } from './managed-repo.ts';

export interface CheckDependencies {
  readonly repos: readonly ManagedRepo[];
  readonly listings: Listings;
  readonly queue: WorkQueue;
  readonly pollIntervalOf: (image: string) => number;
  readonly now: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** The look at one image: list its tags, and ask for a write-back of every branch that it would change. */
export async function checkImage(image: string, deps: CheckDependencies): Promise<void> {
  const { listings, queue, now, log, metrics } = deps;
  const users = deps.repos.filter((managed) => managed.images().includes(image));
  if (users.length === 0) return;
  const attempt = await listings.read(parseImageName(image));
  if (attempt.problem !== undefined) {
    log.warn({ image, ...attempt.problem, failures: attempt.failures }, 'listing failed');
    metrics.failures.inc({ work: 'check', code: attempt.problem.code });
    const wait = retryDelay(
      Math.max(attempt.failures, 1),
      deps.pollIntervalOf(image),
      (attempt.retryAt ?? 0) - now(),
    );
    await queue.request(`check:${image}`, now() + wait);
  } else {
    log.debug({ image, tags: attempt.listing.candidates.length }, 'listed');
  }
  for (const { repo, subject, rules } of users) {
    const bindings = repo.snapshot()?.table.bindings.filter(({ field }) => isOf(field.image, image)) ?? [];
    const planned = plan(bindings, () => attempt, rules(), now());
    if (planned.updates.length > 0) await queue.request(`write:${subject}`);
  }
}

function isOf(reference: ImageName | undefined, image: string): boolean {
  return reference !== undefined && imageName(reference) === image;
}
