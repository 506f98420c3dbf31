import { join } from 'node:path';
import type { RegistryClient } from '@deployment-automator/registry-clients';
import { createListings, type Listings } from '../check/index.ts';
import type { Config } from '../config/index.ts';
import type { ReportedError } from '../reconcile/index.ts';
import { lockDataDir } from './lock-data-dir.ts';
import { type ManagedRepo, openManagedRepo } from './managed-repo.ts';
import { openStore } from './open-ports.ts';
import { openRegistries } from './registries.ts';
import { reportError } from './report-error.ts';

/** What a command works with that looks at every config repo once. */
export interface OpenRepos {
  /** Those that could be read, freshly. */
  readonly repos: readonly ManagedRepo[];
  /** Why the others could not. */
  readonly errors: readonly ReportedError[];
  readonly listings: Listings;
  readonly client: RegistryClient;
}

/** Opens every config repo on a mirror and store of the command line's own, and closes all when the work is done. */
export async function withRepos<T>(
  config: Config,
  frozen: string | undefined,
  work: (opened: OpenRepos) => Promise<T>,
): Promise<T> {
  const dataDir = join(config.dataDir, 'cli');
  const unlock = lockDataDir(dataDir);
  const store = await openStore({ dataDir, redisUrl: config.redisUrl });
  const client = openRegistries(config);
  const opened: ManagedRepo[] = [];
  const repos: ManagedRepo[] = [];
  const errors: ReportedError[] = [];
  try {
    for (const repoConfig of config.configRepos) {
      try {
        const managed = await openManagedRepo(repoConfig, { dataDir, store, frozen, now: Date.now });
        opened.push(managed);
        await managed.repo.refresh();
        repos.push(managed);
      } catch (error) {
        errors.push(reportError(repoConfig.name, error));
      }
    }
    return await work({ repos, errors, listings: createListings(client, store, Date.now), client });
  } finally {
    for (const { repo } of opened) repo.close();
    await client.close();
    await store.close();
    unlock();
  }
}
