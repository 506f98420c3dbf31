import type { ActivityLog } from '../activity/index.ts';
import type { Listings, Noticed } from '../check/index.ts';
import type { Snapshot } from '../config-repo/index.ts';
import type { WorkQueue } from '../queue/index.ts';
import type { ReportedError } from '../reconcile/index.ts';
import type { Log, Metrics } from '../telemetry/index.ts';
import { logFailure } from './log-failure.ts';
import type { ManagedRepo } from './managed-repo.ts';
import { reportError } from './report-error.ts';
import { reportSnapshot } from './report-state.ts';
import { tell, tellSnapshot } from './tell/index.ts';

export interface PollerOptions {
  readonly repos: readonly ManagedRepo[];
  readonly listings: Listings;
  readonly noticed: Pick<Noticed, 'note'>;
  readonly queue: WorkQueue;
  readonly pollIntervalOf: (image: string) => number;
  readonly now: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly activity: Pick<ActivityLog, 'add'>;
}

/** Keeps every process's mirrors fresh and asks for looks that are due. Its timers live here, not in the queue. */
export interface Poller {
  /** True once every config repo was tried. */
  tried(): boolean;
  /** Has a config repo fetched and looked at now, or soon where that was just done. */
  refresh(subject: string): void;
  /** Config repos whose last fetch failed, by their subjects. */
  faults(): ReadonlyMap<string, ReportedError>;
  /** When an image is polled next, by the name under which it is listed; ms since the epoch, where it is known. */
  imageDue(image: string): number | undefined;
  /** When a config repo is fetched next, by its subject. */
  repoDue(subject: string): number | undefined;
  stop(): Promise<void>;
}

const tickMilliseconds = 250;
/** Milliseconds between two fetches of one config repo, whoever asks for them. */
const betweenFetches = 1000;

/**
 * Each config repo is fetched at its interval, and each bound image is checked at its registry's. At the start every
 * image is checked once, whatever the store remembers: a webhook may have been missed. Later an image that another
 * process checked within the interval is left alone.
 */
export function startPoller(options: PollerOptions): Poller {
  const { repos, listings, noticed, queue, now, log, activity } = options;
  const repoDue = new Map<string, number>();
  const imageDue = new Map<string, number>();
  const faults = new Map<string, ReportedError>();
  const reported = new Map<string, string>();
  const told = new Map<string, Snapshot>();
  /** Bound when the service began, and not looked at yet. */
  const atStart = new Set<string>();
  const running = new Set<Promise<void>>();
  const tried = new Set<string>();
  const fetchedAt = new Map<string, number>();
  const wanted = new Set<string>();
  let stopped = false;
  const namesOf = (images: readonly string[]): ReadonlySet<string> => new Set(images.map(listings.nameOf));

  const pollRepo = async ({ repo, subject, config, images }: ManagedRepo): Promise<void> => {
    fetchedAt.set(subject, now());
    try {
      const snapshot = await repo.refresh();
      reported.set(subject, reportSnapshot(snapshot, reported.get(subject) ?? '', log));
      tell(activity, tellSnapshot(told.get(subject), snapshot));
      told.set(subject, snapshot);
      faults.delete(subject);
      for (const image of namesOf(images())) {
        if (imageDue.has(image)) continue;
        imageDue.set(image, 0);
        if (!tried.has(subject)) atStart.add(image);
      }
      await queue.request(`write:${subject}`);
    } catch (error) {
      faults.set(subject, reportError(config.name, error));
      logFailure(options, 'poll', error);
    } finally {
      tried.add(subject);
      repoDue.set(subject, now() + (wanted.delete(subject) ? betweenFetches : config.pollInterval));
    }
  };

  const pollImage = async (image: string, isFirst: boolean): Promise<void> => {
    const interval = options.pollIntervalOf(image);
    const last = isFirst ? undefined : await listings.get(image);
    const wait = last === undefined ? 0 : last.attemptedAt + interval - now();
    if (atStart.delete(image)) await noticed.note(image, { by: 'start', at: now() });
    if (wait <= 0) await queue.request(`check:${image}`);
    imageDue.set(image, now() + (wait > 0 ? wait : interval));
  };

  const start = (work: Promise<void>): void => {
    const guarded = work.catch((error: unknown) => logFailure(options, 'poll', error));
    running.add(guarded);
    void guarded.then(() => running.delete(guarded));
  };

  const tick = (): void => {
    const time = now();
    for (const managed of repos) {
      if ((repoDue.get(managed.subject) ?? 0) > time) continue;
      repoDue.set(managed.subject, Number.POSITIVE_INFINITY);
      start(pollRepo(managed));
    }
    const bound = namesOf(repos.flatMap((managed) => managed.images()));
    for (const [image, due] of imageDue) {
      if (!bound.has(image)) imageDue.delete(image);
      else if (due <= time) {
        imageDue.set(image, Number.POSITIVE_INFINITY);
        start(
          pollImage(image, due === 0).catch((error: unknown) => {
            imageDue.set(image, now() + options.pollIntervalOf(image));
            throw error;
          }),
        );
      }
    }
  };

  const timer = setInterval(tick, tickMilliseconds);
  tick();
  return {
    refresh: (subject) => {
      // What runs may have read before the change that is told of.
      if (repoDue.get(subject) === Number.POSITIVE_INFINITY) wanted.add(subject);
      else repoDue.set(subject, (fetchedAt.get(subject) ?? 0) + betweenFetches);
      if (!stopped) tick();
    },
    tried: () => tried.size === repos.length,
    faults: () => faults,
    imageDue: (image) => dueAt(imageDue.get(image)),
    repoDue: (subject) => dueAt(repoDue.get(subject)),
    stop: async () => {
      if (stopped) return;
      stopped = true;
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}

/** What runs just now, or waits for the next tick, has no time of its own. */
function dueAt(due: number | undefined): number | undefined {
  return due === undefined || due === 0 || due === Number.POSITIVE_INFINITY ? undefined : due;
}
