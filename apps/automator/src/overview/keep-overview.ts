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
  /** What other processes did, and what only time brings, is seen after so long; ms. */
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
  let building: Promise<Overview> | undefined;
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
      const overview = buildOverview(
        standings.map((standing) => ({ ...standing, since: standing.since ?? since.get(standing) })),
      );
      kept = { overview, began, ended: now() };
      return overview;
    } catch (error) {
      outdated = true;
      throw error;
    }
  };

  const buildNext = async (): Promise<Overview> => {
    await building?.catch(() => undefined);
    const rest = kept === undefined ? 0 : kept.ended + restFactor * (kept.ended - kept.began) - now();
    if (outdated && rest > 0) await sleep(rest);
    next = undefined;
    building = build().finally(() => {
      building = undefined;
    });
    return building;
  };

  return {
    get: () => {
      if (!outdated) {
        if (building !== undefined) return building;
        if (kept !== undefined && now() - kept.ended < keptMilliseconds)
          return Promise.resolve(kept.overview);
      }
      next ??= buildNext();
      return next;
    },
    changed: () => {
      outdated = true;
    },
  };
}
