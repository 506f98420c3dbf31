import type { BindingTable } from '@deployment-automator/bindings';
import { imageName, parseImageName } from '@deployment-automator/image-reference';
import type { RegistryClient } from '@deployment-automator/registry-clients';
import type { ActivityLog } from '../activity/index.ts';
import type { CauseMemory } from '../change-sets/index.ts';
import {
  type ListingAttempt,
  type Listings,
  lookForNamed,
  type NamedTags,
  type Notice,
  type Noticed,
  retryDelay,
} from '../check/index.ts';
import type { WorkQueue } from '../queue/index.ts';
import { plan, type Question, questionsOf, type Update } from '../reconcile/index.ts';
import type { Log, Metrics } from '../telemetry/index.ts';
import type { ManagedRepo } from './managed-repo.ts';
import { sayLookedUp } from './say-looked-up.ts';
import { tell, tellCheck } from './tell/index.ts';

export interface CheckDependencies {
  readonly repos: readonly ManagedRepo[];
  readonly listings: Listings;
  /** Asked for the tags that webhooks name. */
  readonly asking: Pick<RegistryClient, 'resolveTag'>;
  readonly named: Pick<NamedTags, 'take' | 'keep'>;
  readonly noticed: Noticed;
  readonly causes: Pick<CauseMemory, 'noteCause'>;
  readonly queue: WorkQueue;
  readonly pollIntervalOf: (image: string) => number;
  readonly now: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly activity: Pick<ActivityLog, 'add'>;
}

/** A first look at very many tags is done in parts, with so much time between them; ms. */
const betweenParts = 1000;

/** The look at one image: find out its tags, and ask for a write-back of every branch that it would change. */
export async function checkImage(subject: string, deps: CheckDependencies): Promise<void> {
  const { listings, queue, now } = deps;
  const image = listings.nameOf(subject);
  const users = deps.repos
    .filter((managed) => managed.images().some((bound) => listings.nameOf(bound) === image))
    .map((managed) => ({ ...managed, table: tableOf(managed, image, listings) }));
  if (users.length === 0) return;
  const questions = [...questionsOf(users.flatMap(({ table }) => table.bindings)).values()].flat();
  const [noticed, before] = await Promise.all([deps.noticed.take(image), listings.get(image)]);
  const notice = noticed ?? { by: 'poll', at: now() };
  const attempt = await findOut(image, questions, { before, notice }, deps);
  if (attempt === undefined) return;
  tell(deps.activity, tellCheck(image, before, attempt));
  await report(image, attempt, notice, deps);
  for (const { table, subject: branch, rules } of users) {
    const planned = plan(table, () => attempt, rules(), now());
    if (planned.updates.length > 0) await queue.request(`write:${branch}`);
    await noteCauses(planned.updates, attempt, notice, deps);
  }
}

/** For people: how it came that these fields move. It is no reason to fail, or to look later. */
async function noteCauses(
  updates: readonly Update[],
  { attemptedAt: listedAt }: ListingAttempt,
  { by, at: noticedAt }: Notice,
  { causes, log }: CheckDependencies,
): Promise<void> {
  for (const { image, to, chosen } of updates) {
    const { pushedAt } = chosen;
    const cause = { by, noticedAt, listedAt, ...(pushedAt !== undefined && { pushedAt }) };
    await causes
      .noteCause(image, to, cause)
      .catch((err: unknown) => log.debug({ image, err }, 'not remembered how it was noticed'));
  }
}

/**
 * Looks for the tags that webhooks named, and lists all tags unless those are all that can be new.
 * @returns undefined where nothing is known now that was not known before
 */
async function findOut(
  image: string,
  questions: readonly Question[],
  { before, notice }: { readonly before: ListingAttempt | undefined; readonly notice: Notice },
  deps: CheckDependencies,
): Promise<ListingAttempt | undefined> {
  const { listings, named, now } = deps;
  const name = parseImageName(image);
  const said = await named.take(image);
  const { seen, missed, isEnough } = await lookForNamed(name, said, deps.asking);
  const mayAdd = isEnough && before !== undefined && isFresh(before, deps.pollIntervalOf(image), now());
  const added = mayAdd && seen.size > 0 ? await listings.add(name, seen, questions, before) : undefined;
  const isDone = mayAdd && (seen.size === 0 || added !== undefined);
  const attempt = isDone ? added : await listings.read(name, questions, before);
  const listed = isDone ? undefined : attempt?.listing.candidates;
  for (const tag of missed) {
    if (listed?.some((candidate) => candidate.tag.toLowerCase() === tag.tag.toLowerCase())) continue;
    const again = await named.keep(image, tag);
    if (again === undefined) continue;
    await deps.noticed.note(image, notice);
    await deps.queue.request(`check:${image}`, again);
  }
  return attempt;
}

/**
 * Whether a tag may be added to what is known instead of reading all: that was whole, and read not long ago. Where the
 * registry's times count, only its list tells the new tag's.
 */
function isFresh(attempt: ListingAttempt, pollInterval: number, now: number): boolean {
  const { listing, problem, unfinished, timed, missed, attemptedAt } = attempt;
  const isWhole = listing.state === 'complete' && problem === undefined && missed === undefined;
  return isWhole && !unfinished && !timed && now - attemptedAt < pollInterval / 2;
}

async function report(
  image: string,
  attempt: ListingAttempt,
  notice: Notice,
  deps: CheckDependencies,
): Promise<void> {
  const { log, metrics, queue, now } = deps;
  // The look that goes on, or tries again, has the same reason.
  if (attempt.problem !== undefined || attempt.unfinished) await deps.noticed.note(image, notice);
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
  if (attempt.lookedUp !== undefined && attempt.lookedUp.images + attempt.lookedUp.left > 0) {
    log.info({ image, ...attempt.lookedUp }, sayLookedUp(attempt.lookedUp));
  }
  if (attempt.unfinished) await queue.request(`check:${image}`, now() + betweenParts);
}

/** The newest snapshot's table, as far as it is about one image. */
function tableOf({ repo }: ManagedRepo, image: string, { nameOf }: Listings): BindingTable {
  const table = repo.snapshot()?.table ?? { bindings: [], problems: [] };
  const bindings = table.bindings.filter(
    ({ field }) => field.image !== undefined && nameOf(imageName(field.image)) === image,
  );
  return { ...table, bindings };
}
