import { join } from 'node:path';
import { createListings, type Listings, rememberTags } from '../check/index.ts';
import type { Config } from '../config/index.ts';
import type { ReportedError } from '../reconcile/index.ts';
import type { OnProgress } from '../telemetry/index.ts';
import { lockDataDir } from './lock-data-dir.ts';
import { type ManagedRepo, openManagedRepo } from './managed-repo.ts';
import { openStore } from './open-ports.ts';
import { openRegistries, type Registries } from './registries.ts';
import { reportError } from './report-error.ts';

/** What a command works with that looks at every config repo once. */
export interface OpenRepos extends Registries {
  /** Those that could be read, freshly. */
  readonly repos: readonly ManagedRepo[];
  /** Why the others could not. */
  readonly errors: readonly ReportedError[];
  readonly listings: Listings;
}

export interface WithReposOptions {
  readonly config: Config;
  readonly frozen?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** Milliseconds: a person waits for the answer. */
const storePatience = 3000;

/** Opens every config repo on a mirror and store of the command line's own, and closes all when the work is done. */
export async function withRepos<T>(
  { config, frozen, onProgress }: WithReposOptions,
  work: (opened: OpenRepos) => Promise<T>,
): Promise<T> {
  const dataDir = join(config.dataDir, 'cli');
  const unlock = lockDataDir(dataDir);
  const store = await openStore({ dataDir, redisUrl: config.redisUrl, patience: storePatience });
  const { client, aliases, spent } = openRegistries(config);
  const opened: ManagedRepo[] = [];
  const repos: ManagedRepo[] = [];
  const errors: ReportedError[] = [];
  try {
    for (const repoConfig of config.configRepos) {
      try {
        const managed = await openManagedRepo(repoConfig, {
          dataDir,
          store,
          instance: config.instance,
          client,
          frozen,
          now: Date.now,
          onProgress,
        });
        opened.push(managed);
        await managed.repo.refresh();
        repos.push(managed);
      } catch (error) {
        errors.push(reportError(repoConfig.name, error));
      }
    }
    const { asking, proving } = rememberTags(client, aliases, Date.now);
    const listings = createListings({ client: asking, store, aliases, now: Date.now });
    return await work({ repos, errors, listings, client: proving, aliases, spent });
  } finally {
    for (const { repo } of opened) repo.close();
    await client.close();
    await store.close();
    unlock();
  }
}
