import type { BindingTable } from '@deployment-automator/bindings';
import { type ImageName, imageName, parseImageName } from '@deployment-automator/image-reference';
import { type Listings, retryDelay } from '../check/index.ts';
import type { WorkQueue } from '../queue/index.ts';
import { plan, questionsOf } from '../reconcile/index.ts';
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

/** A first look at very many tags is done in parts, with so much time between them; ms. */
const betweenParts = 1000;

/** The look at one image: list its tags, and ask for a write-back of every branch that it would change. */
export async function checkImage(image: string, deps: CheckDependencies): Promise<void> {
  const { listings, queue, now, log, metrics } = deps;
  const users = deps.repos
    .filter((managed) => managed.images().includes(image))
    .map((managed) => ({ ...managed, table: tableOf(managed, image) }));
  if (users.length === 0) return;
  const questions = questionsOf(users.flatMap(({ table }) => table.bindings)).get(image) ?? [];
  const attempt = await listings.read(parseImageName(image), questions);
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
  if (attempt.unfinished) await queue.request(`check:${image}`, now() + betweenParts);
  for (const { table, subject, rules } of users) {
    const planned = plan(table, () => attempt, rules(), now());
    if (planned.updates.length > 0) await queue.request(`write:${subject}`);
  }
}

/** The newest snapshot's table, as far as it is about one image. */
function tableOf({ repo }: ManagedRepo, image: string): BindingTable {
  const table = repo.snapshot()?.table ?? { bindings: [], problems: [] };
  return { ...table, bindings: table.bindings.filter(({ field }) => isOf(field.image, image)) };
}

function isOf(reference: ImageName | undefined, image: string): boolean {
  return reference !== undefined && imageName(reference) === image;
}
