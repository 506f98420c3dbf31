import { setTimeout as sleep } from 'node:timers/promises';
import { buildOverview, type Overview, standingsOf } from './build-overview.ts';
import type { StateMemory } from './remember-states.ts';
import type { KnownListings, RepoView } from './standing.ts';

/** What an overview is made from, read just now. */
export interface OverviewSources {
  readonly views: readonly RepoView[];
  readonly listings: KnownListings;
}

export interface KeepOverviewOptions {
  readonly read: () => Promise<OverviewSources>;
  readonly states: Pick<StateMemory, 'since'>;
  /** After so long it is built again although nobody told of a change: time passes, and others work too; ms. */
  readonly keptMilliseconds: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The overview, built when somebody asks and something has changed. */
export interface KeptOverview {
  /** Never older than the last change that was told of. */
  get(): Promise<Overview>;
  /** Something has happened: what is kept may be out of date. */
  changed(): void;
}

/** So much longer than it took to build it, an overview is left before the next one is built. */
const restFactor = 2;

/**
 * Many requests share one overview. In a burst of changes everybody waits for the same next one, and building it takes
 * at most a third of the time; where there is little to build nobody notices the wait.
 */
export function keepOverview({ read, states, keptMilliseconds, now }: KeepOverviewOptions): KeptOverview {
  let kept: { readonly overview: Overview; readonly began: number; readonly ended: number } | undefined;
  let building: { readonly overview: Promise<Overview>; readonly isNeeded: boolean } | undefined;
  let next: Promise<Overview> | undefined;
  /** Something changed since the newest build began. */
  let outdated = false;

  const build = async (): Promise<Overview> => {
    const began = now();
    outdated = false;
    try {
      const { views, listings } = await read();
      const standings = standingsOf(views, listings);
      const unknown = standings.filter(({ since }) => since === undefined);
      const times = await states.since(unknown, began);
      const since = new Map(unknown.map((standing, at) => [standing, times[at]]));
      const known = standings.map((standing) => ({
        ...standing,
        since: standing.since ?? since.get(standing),
      }));
      const overview = buildOverview(known, listings);
      kept = { overview, began, ended: now() };
      return overview;
    } catch (error) {
      outdated = true;
      throw error;
    }
  };

  const start = (isNeeded: boolean): Promise<Overview> => {
    const overview = build().finally(() => {
      building = undefined;
    });
    building = { overview, isNeeded };
    return overview;
  };

  const buildNext = async (): Promise<Overview> => {
    await building?.overview.catch(() => undefined);
    const rest = kept === undefined ? 0 : kept.ended + restFactor * (kept.ended - kept.began) - now();
    if (rest > 0) await sleep(rest);
    next = undefined;
    return start(true);
  };

  return {
    get: () => {
      if (!outdated && building?.isNeeded === true) return building.overview;
      if (outdated || kept === undefined) {
        next ??= buildNext();
        return next;
      }
      // Nobody told of a change, so whoever asks after a while need not wait for what is most often the same.
      const isOld = now() - kept.ended >= keptMilliseconds;
      if (isOld && building === undefined) start(false).catch(() => undefined);
      return Promise.resolve(kept.overview);
    },
    changed: () => {
      outdated = true;
    },
  };
}
