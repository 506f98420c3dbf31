import type { State } from '@deployment-automator/api-schema';
import { type ImageEntry, imageEntries } from './image-rows.ts';
import { type ListingFault, listingFaults } from './listing-faults.ts';
import { standBound } from './stand-bound.ts';
import { standUnbound } from './stand-unbound.ts';
import type { KnownListings, RepoView, Standing } from './standing.ts';

/** Every bound image and where it stands, at one moment. */
export interface Overview {
  /** In the order of the images' names. */
  readonly entries: readonly ImageEntry[];
  /** By the images' ids. */
  readonly byId: ReadonlyMap<string, ImageEntry>;
  /** Of the images whose tags could not be read the last time. */
  readonly faults: readonly ListingFault[];
  /** How many bindings of each config repo stand where, by its name. */
  readonly counts: ReadonlyMap<string, Readonly<Partial<Record<State, number>>>>;
}

/** Where everything stands that a config repo's files bind, or were meant to bind. */
export function standingsOf(views: readonly RepoView[], listings: KnownListings): Standing[] {
  return views.flatMap((view) => [...standBound(view, listings), ...standUnbound(view, listings)]);
}

/** The overview of what stands where. */
export function buildOverview(standings: readonly Standing[], listings: KnownListings): Overview {
  const entries = imageEntries(standings);
  const counts = new Map<string, Partial<Record<State, number>>>();
  for (const { configRepo, state } of standings) {
    const own = counts.get(configRepo) ?? {};
    counts.set(configRepo, own);
    own[state] = (own[state] ?? 0) + 1;
  }
  const faults = listingFaults(entries, listings);
  return { entries, faults, byId: new Map(entries.map((entry) => [entry.row.id, entry])), counts };
}
