import { join } from 'node:path';
import { imageName } from '@deployment-automator/image-reference';
import type { RegistryClient } from '@deployment-automator/registry-clients';
import { createListings, type Listings, readAll } from '../check/index.ts';
import type { Config } from '../config/index.ts';
import { type Held, type ReportedError, reportProblems, type Update } from '../reconcile/index.ts';
import { tooManyUpdates, writeBranch } from '../write-back/index.ts';
import { lockDataDir } from './lock-data-dir.ts';
import { type ManagedRepo, openManagedRepo } from './managed-repo.ts';
import { openStore } from './open-ports.ts';
import { type FilePreview, preview } from './preview.ts';
import { openRegistries } from './registries.ts';
import { reportError, reportListings, reportNoPullRequests } from './report-error.ts';

export interface RunOnceOptions {
  readonly config: Config;
  /** Only say what would be done. */
  readonly dryRun: boolean;
  readonly frozen?: string | undefined;
}

/** What one reconcile came to. */
export interface RunResult {
  readonly updates: readonly Update[];
  readonly held: readonly Held[];
  readonly errors: readonly ReportedError[];
  /** The files as they would be, for a dry run. */
  readonly files: readonly FilePreview[];
  /** How many updates were decided but not written: a dry run, an observed repo, a pull request. */
  readonly pending: number;
}

/** How many images are listed at a time. */
const listingsAtOnce = 8;

/** One reconcile of every configured config repo, on a mirror and store of its own. One that fails stops no other. */
export async function runOnce({ config, dryRun, frozen }: RunOnceOptions): Promise<RunResult> {
  const dataDir = join(config.dataDir, 'cli');
  const unlock = lockDataDir(dataDir);
  const store = await openStore({ dataDir, redisUrl: config.redisUrl });
  const client = openRegistries(config);
  const listings = createListings(client, store, Date.now);
  const shared = { ...listings, read: once(listings.read) };
  const results: RunResult[] = [];
  try {
    for (const repoConfig of config.configRepos) {
      const managed = await openManagedRepo(repoConfig, { dataDir, store, frozen, now: Date.now });
      const result = await reconcile(managed, dryRun, shared, client)
        .catch((error: unknown) => failed(reportError(repoConfig.name, error)))
        .finally(() => managed.repo.close());
      results.push(result);
    }
  } finally {
    await client.close();
    await store.close();
    unlock();
  }
  return {
    updates: results.flatMap(({ updates }) => updates),
    held: results.flatMap(({ held }) => held),
    errors: withoutRepeats(results.flatMap(({ errors }) => errors)),
    files: results.flatMap(({ files }) => files),
    pending: results.reduce((sum, { pending }) => sum + pending, 0),
  };
}

async function reconcile(
  managed: ManagedRepo,
  dryRun: boolean,
  listings: Listings,
  client: RegistryClient,
): Promise<RunResult> {
  const { repo, rules, config } = managed;
  const snapshot = await repo.refresh();
  const facts = [...snapshot.files.values()].map((file) => file.facts);
  const listed = await readAll(managed.images(), listings.read, listingsAtOnce);
  const problems = [...reportProblems(facts, snapshot.table.problems), ...reportListings(listed)];
  if (dryRun) {
    const { readBlob } = repo;
    const seen = await preview({
      snapshot,
      readBlob,
      rules: rules(),
      listings: (image) => listed.get(image),
      client,
      now: Date.now(),
    });
    const excess = tooManyUpdates(config.name, seen.updates, config.limits.updatesPerRun);
    const limit = excess === undefined ? [] : [reportError(config.name, excess)];
    return { ...seen, errors: [...problems, ...limit, ...seen.errors], pending: seen.updates.length };
  }
  const { written, plan, errors } = await writeBranch({
    repo,
    rules,
    listings,
    client,
    updatesPerRun: config.limits.updatesPerRun,
    now: Date.now,
    random: Math.random,
  });
  const unwritten = plan.updates.filter(({ delivery }) => delivery !== 'commit');
  const unproposed = unwritten
    .filter(({ delivery }) => delivery === 'pull-request')
    .map(reportNoPullRequests);
  return {
    updates: [...written, ...unwritten],
    held: plan.held,
    errors: [...problems, ...errors.map((error) => reportError(error.where, error)), ...unproposed],
    files: [],
    pending: unwritten.length,
  };
}

/** Several config repos that use one image share one listing (law 8). */
function once(read: Listings['read']): Listings['read'] {
  const asked = new Map<string, ReturnType<Listings['read']>>();
  return (name) => {
    const image = imageName(name);
    const attempt = asked.get(image) ?? read(name);
    asked.set(image, attempt);
    return attempt;
  };
}

/** An image that several config repos use fails once. */
function withoutRepeats(errors: readonly ReportedError[]): ReportedError[] {
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
}

function failed(error: ReportedError): RunResult {
  return { updates: [], held: [], errors: [error], files: [], pending: 0 };
}
