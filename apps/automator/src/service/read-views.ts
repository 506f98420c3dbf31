import { setImmediate } from 'node:timers/promises';
import type { ListingAttempt, Listings, RecalledListing } from '../check/index.ts';
import type { Snapshot } from '../config-repo/index.ts';
import { AutomatorError } from '../errors/automator-error.ts';
import type { OverviewSources, RepoView } from '../overview/index.ts';
import type { ListingLookup, Plan, ReportedError } from '../reconcile/index.ts';
import { plan } from '../reconcile/index.ts';
import type { Store } from '../store/index.ts';
import { planBranch, readSeenPulls } from '../write-back/index.ts';
import type { ManagedRepo } from './managed-repo.ts';
import { reportError } from './report-error.ts';

export interface ViewOptions {
  readonly repos: readonly ManagedRepo[];
  readonly listings: Listings;
  readonly store: Pick<Store, 'get'>;
  /** Why a config repo's last look failed, where it did. */
  readonly faultOf: (managed: ManagedRepo) => Promise<ReportedError | undefined>;
  readonly now: () => number;
}

/** So many listings are read before others get their turn: webhooks want an answer meanwhile. */
const listingsAtOnce = 200;

/**
 * Reads everything that the overview is made from, as every process knows it: trees, tags, and what was seen on the
 * forges. Listings that did not change since the last time are not parsed again.
 */
export function viewReader(options: ViewOptions): () => Promise<OverviewSources> {
  let recalled: ReadonlyMap<string, RecalledListing> = new Map();
  return async () => {
    recalled = await recallListings(options, recalled);
    return readViews(options, recalled);
  };
}

async function recallListings(
  { repos, listings }: ViewOptions,
  before: ReadonlyMap<string, RecalledListing>,
): Promise<ReadonlyMap<string, RecalledListing>> {
  const images = [...new Set(repos.flatMap((managed) => managed.images()))];
  const recalled = new Map<string, RecalledListing>();
  for (let at = 0; at < images.length; at += listingsAtOnce) {
    const some = images.slice(at, at + listingsAtOnce);
    const found = await Promise.all(some.map((image) => listings.recall(image, before.get(image))));
    some.forEach((image, within) => {
      const listing = found[within];
      if (listing !== undefined) recalled.set(image, listing);
    });
    await setImmediate();
  }
  return recalled;
}

async function readViews(
  options: ViewOptions,
  recalled: ReadonlyMap<string, RecalledListing>,
): Promise<OverviewSources> {
  const { repos, listings } = options;
  const byName = new Map([...recalled].map(([image, { attempt }]) => [listings.nameOf(image), attempt]));
  const get = (image: string): ListingAttempt | undefined => byName.get(listings.nameOf(image));
  const views: RepoView[] = [];
  for (const managed of repos) {
    const snapshot = managed.repo.snapshot();
    if (snapshot !== undefined) views.push(await viewOf(managed, snapshot, get, options));
  }
  return { views, listings: { nameOf: listings.nameOf, get } };
}

async function viewOf(
  managed: ManagedRepo,
  snapshot: Snapshot,
  listings: ListingLookup,
  { store, faultOf, now }: ViewOptions,
): Promise<RepoView> {
  const { config, pulls } = managed;
  const { name, branch, writeBack } = config;
  return {
    name,
    branch,
    writeBack,
    hasForge: pulls !== undefined,
    snapshot,
    plan: await planOf(managed, snapshot, listings, now()),
    pulls: await readSeenPulls(store, { configRepo: name, base: branch }),
    fault: await faultOf(managed),
  };
}

async function planOf(
  { config, repo, rules }: ManagedRepo,
  snapshot: Snapshot,
  listings: ListingLookup,
  now: number,
): Promise<Plan> {
  try {
    return await planBranch({ repo, snapshot, listings, rules: rules(), now });
  } catch (error) {
    if (!(error instanceof AutomatorError)) throw error;
    return unplanned(plan(snapshot.table, listings, rules(), now), reportError(config.name, error));
  }
}

/** Where the history cannot be read, nobody knows what persons did to the fields that would move. */
function unplanned(planned: Plan, { message, next }: ReportedError): Plan {
  return {
    ...planned,
    updates: [],
    changeSets: [],
    decided: planned.decided.map((one) =>
      one.state === 'pending' ? { ...one, state: 'unknown', reason: `${message}; ${next}` } : one,
    ),
  };
}
