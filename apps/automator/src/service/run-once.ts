import type { Binding } from '@deployment-automator/bindings';
import { imageName } from '@deployment-automator/image-reference';
import type { RegistryClient } from '@deployment-automator/registry-clients';
import { type ListingAttempt, type Listings, readAll } from '../check/index.ts';
import type { Config } from '../config/index.ts';
import { whyNotWritten } from '../overview/index.ts';
import {
  type Held,
  type ListingLookup,
  questionsOf,
  type ReportedError,
  reportProblems,
  type Update,
} from '../reconcile/index.ts';
import type { OnProgress } from '../telemetry/index.ts';
import {
  type PullRequestResult,
  planBranch,
  tooManyUpdates,
  type WriteResult,
  writeBranch,
} from '../write-back/index.ts';
import { lookAtPulls } from './look-at-pulls.ts';
import type { ManagedRepo } from './managed-repo.ts';
import { type FilePreview, preview } from './preview.ts';
import { reportError, reportListings, reportNoPullRequests } from './report-error.ts';
import { type Still, stillOf } from './still.ts';
import { withRepos } from './with-repos.ts';

export interface RunOnceOptions {
  readonly config: Config;
  /** Only say what would be done. */
  readonly dryRun: boolean;
  readonly frozen?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** An update, and why nothing was written of it. */
export interface RunUpdate extends Update {
  /** For people; left out where it was written or proposed, or would be. */
  readonly unwritten?: string | undefined;
}

/** What one reconcile came to. */
export interface RunResult {
  readonly updates: readonly RunUpdate[];
  readonly held: readonly Held[];
  readonly errors: readonly ReportedError[];
  /** The files as they would be, for a dry run. */
  readonly files: readonly FilePreview[];
  /** How many updates were decided, but neither written nor proposed: a dry run, an observed repo, a limit. */
  readonly pending: number;
  /** The ids of the updates that an open pull request proposes. */
  readonly proposed?: readonly string[];
  /** What does not move and should perhaps, with the reason; what is current is not among it. */
  readonly still: readonly Still[];
  /** How many image fields a tag policy governs. */
  readonly bound: number;
}

/** One reconcile of every configured config repo, on a mirror and store of its own. One that fails stops no other. */
export function runOnce({ config, dryRun, frozen, onProgress }: RunOnceOptions): Promise<RunResult> {
  return withRepos({ config, frozen, onProgress }, async ({ repos, errors, listings, client }) => {
    // Several config repos that use one image share one listing (law 8).
    const listed = await readAll(questionsOf(repos.flatMap(allowedBindings)), listings, onProgress);
    const results: RunResult[] = errors.map(failed);
    for (const managed of repos) {
      onProgress?.(`${dryRun ? 'planning' : 'reconciling'} ${managed.config.name}`);
      const result = reconcile(managed, { dryRun, listings, client, listed });
      results.push(await result.catch((error: unknown) => failed(reportError(managed.config.name, error))));
    }
    return {
      updates: results.flatMap(({ updates }) => updates),
      held: results.flatMap(({ held }) => held),
      errors: withoutRepeats(results.flatMap((result) => result.errors)),
      files: results.flatMap(({ files }) => files),
      pending: results.reduce((sum, { pending }) => sum + pending, 0),
      proposed: results.flatMap(({ proposed = [] }) => proposed),
      still: results.flatMap(({ still }) => still),
      bound: results.reduce((sum, { bound }) => sum + bound, 0),
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
  /** A comment's command was committed, or a branch has moved: this is the second time. */
  readonly again?: boolean;
}

async function reconcile(managed: ManagedRepo, options: ReconcileOptions): Promise<RunResult> {
  const { repo, rules, config } = managed;
  const { dryRun, listings, client } = options;
  const snapshot = repo.snapshot() ?? (await repo.refresh());
  const images = managed.images();
  const listed = new Map([...options.listed].filter(([image]) => images.includes(image)));
  const facts = [...snapshot.files.values()].map((file) => file.facts);
  const problems = [...reportProblems(facts, snapshot.table.problems), ...reportListings(listed)];
  const known: ListingLookup = (image) => listed.get(image);
  const now = Date.now;
  if (dryRun) {
    const planned = await planBranch({ repo, snapshot, listings: known, rules: rules(), now: now() });
    const pulls = await lookAtPulls(managed, {
      snapshot,
      plan: planned,
      listings: known,
      client,
      now,
      dryRun,
    });
    const held = new Set(pulls?.held.map(({ id }) => id));
    const updates = planned.updates.filter(({ id }) => !held.has(id));
    const { readBlob } = repo;
    const seen = await preview({ snapshot, readBlob, planned: { ...planned, updates }, client });
    const excess = tooManyUpdates(config.name, seen.updates, config.limits.updatesPerRun);
    const stops = [...(excess === undefined ? [] : [excess]), ...(pulls?.errors ?? [])];
    return {
      ...seen,
      updates: seen.updates.map((update) => sayUnwritten(update, managed, pulls)),
      held: [...seen.held, ...(pulls?.held ?? [])],
      errors: [...problems, ...stops.map((error) => reportError(config.name, error)), ...seen.errors],
      pending: seen.updates.length,
      ...stillOf(planned),
    };
  }
  const result = await writeBranch({
    repo,
    rules,
    message: managed.message,
    listings,
    client,
    updatesPerRun: config.limits.updatesPerRun,
    now,
    random: Math.random,
  });
  const pulls = isStopped(result.errors)
    ? undefined
    : await lookAtPulls(managed, { ...result, listings: known, client, now, dryRun });
  if (pulls?.again === true && options.again !== true) {
    await repo.refresh();
    const rest = await reconcile(managed, { ...options, again: true });
    return { ...rest, updates: [...result.written, ...rest.updates] };
  }
  const errors = [...result.errors, ...(pulls?.errors ?? [])];
  const held = [...result.plan.held, ...(pulls?.held ?? [])];
  const unwritten = result.plan.updates.filter(
    ({ delivery, id }) => delivery !== 'commit' && !held.some((one) => one.id === id),
  );
  const proposed = new Set(pulls?.proposed.map(({ id }) => id));
  const unproposed =
    managed.pulls !== undefined
      ? []
      : unwritten.filter(({ delivery }) => delivery === 'pull-request').map(reportNoPullRequests);
  return {
    updates: [...result.written, ...unwritten.map((update) => sayUnwritten(update, managed, pulls))],
    held,
    errors: [...problems, ...errors.map((error) => reportError(error.where, error)), ...unproposed],
    files: [],
    pending: unwritten.filter(({ id }) => !proposed.has(id)).length,
    proposed: [...proposed],
    ...stillOf(result.plan),
  };
}

/** What failed is reported beside the updates, and not once more with each. */
function sayUnwritten(
  update: Update,
  { config, pulls }: ManagedRepo,
  seen: PullRequestResult | undefined,
): RunUpdate {
  const waits = seen?.waiting.some(({ id }) => id === update.id) === true;
  const way = { name: config.name, hasForge: pulls !== undefined, fault: undefined, waits };
  return { ...update, unwritten: whyNotWritten(update, way) };
}

/** Too many updates at once are taken for a mistake: then nothing is proposed either. */
function isStopped(errors: WriteResult['errors']): boolean {
  return errors.some(({ code }) => code === 'too-many-updates');
}

/** An image that several config repos use fails once. */
function withoutRepeats(errors: readonly ReportedError[]): ReportedError[] {
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
}

function failed(error: ReportedError): RunResult {
  return { updates: [], held: [], errors: [error], files: [], pending: 0, still: [], bound: 0 };
}
