import type { Binding } from '@deployment-automator/bindings';
import { imageName } from '@deployment-automator/image-reference';
import type { RegistryClient } from '@deployment-automator/registry-clients';
import { type ListingAttempt, type Listings, readAll } from '../check/index.ts';
import type { Config } from '../config/index.ts';
import {
  type Held,
  questionsOf,
  type ReportedError,
  reportProblems,
  type Update,
} from '../reconcile/index.ts';
import { tooManyUpdates, writeBranch } from '../write-back/index.ts';
import type { ManagedRepo } from './managed-repo.ts';
import { type FilePreview, preview } from './preview.ts';
import { reportError, reportListings, reportNoPullRequests } from './report-error.ts';
import { withRepos } from './with-repos.ts';

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

/** One reconcile of every configured config repo, on a mirror and store of its own. One that fails stops no other. */
export function runOnce({ config, dryRun, frozen }: RunOnceOptions): Promise<RunResult> {
  return withRepos(config, frozen, async ({ repos, errors, listings, client }) => {
    // Several config repos that use one image share one listing (law 8).
    const listed = await readAll(questionsOf(repos.flatMap(allowedBindings)), listings);
    const results: RunResult[] = errors.map(failed);
    for (const managed of repos) {
      const result = reconcile(managed, { dryRun, listings, client, listed });
      results.push(await result.catch((error: unknown) => failed(reportError(managed.config.name, error))));
    }
    return {
      updates: results.flatMap(({ updates }) => updates),
      held: results.flatMap(({ held }) => held),
      errors: withoutRepeats(results.flatMap((result) => result.errors)),
      files: results.flatMap(({ files }) => files),
      pending: results.reduce((sum, { pending }) => sum + pending, 0),
    };
  });
}

function allowedBindings({ repo, rules }: ManagedRepo): readonly Binding[] {
  const { allows } = rules();
  const bindings = repo.snapshot()?.table.bindings ?? [];
  return bindings.filter(({ field }) => field.image !== undefined && allows(imageName(field.image)));
}

interface ReconcileOptions {
  readonly dryRun: boolean;
  readonly listings: Listings;
  readonly client: RegistryClient;
  readonly listed: ReadonlyMap<string, ListingAttempt>;
}

async function reconcile(managed: ManagedRepo, options: ReconcileOptions): Promise<RunResult> {
  const { repo, rules, config } = managed;
  const { dryRun, listings, client } = options;
  const snapshot = repo.snapshot() ?? (await repo.refresh());
  const images = managed.images();
  const listed = new Map([...options.listed].filter(([image]) => images.includes(image)));
  const facts = [...snapshot.files.values()].map((file) => file.facts);
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

/** An image that several config repos use fails once. */
function withoutRepeats(errors: readonly ReportedError[]): ReportedError[] {
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
}

function failed(error: ReportedError): RunResult {
  return { updates: [], held: [], errors: [error], files: [], pending: 0 };
}
