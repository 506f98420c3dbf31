import type { ChangeSetSource } from '../change-sets/index.ts';
import type { Listings } from '../check/index.ts';
import type { Store } from '../store/index.ts';
import { readSeenPulls } from '../write-back/index.ts';
import type { ManagedRepo } from './managed-repo.ts';

/** The config repos, as change sets are read from them. */
export function changeSetSources(
  repos: readonly ManagedRepo[],
  store: Pick<Store, 'get'>,
  { nameOf }: Pick<Listings, 'nameOf'>,
): readonly ChangeSetSource[] {
  return repos.map(({ config: { name, branch }, repo, pulls, link }) => ({
    configRepo: name,
    branch,
    tip: () => repo.snapshot()?.commit,
    ourCommits: repo.ourCommits,
    heads: repo.branches.heads,
    pulls: async () =>
      pulls === undefined
        ? { pulls: [], held: [] }
        : readSeenPulls(store, { configRepo: name, base: branch }),
    link,
    nameOf,
  }));
}
