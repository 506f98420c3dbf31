import { pageFolder } from '@deployment-automator/dashboard';
import { createChangeSets, rememberCauses } from '../change-sets/index.ts';
import { createListings, createNamedTags, createNoticed, rememberTags } from '../check/index.ts';
import type { Config } from '../config/index.ts';
import { AutomatorError } from '../errors/automator-error.ts';
import { rememberHeard } from '../intake/index.ts';
import { keepOverview, rememberStates } from '../overview/index.ts';
import type { WorkKind } from '../queue/index.ts';
import type { ReportedError } from '../reconcile/index.ts';
import { buildServer } from '../server/index.ts';
import { createMemoryStore } from '../store/index.ts';
import { createHostBook, createMetrics, type Log } from '../telemetry/index.ts';
import { apiRoutes } from './api-routes.ts';
import { changeSetSources } from './change-set-sources.ts';
import { checkImage } from './check-image.ts';
import { configRepoRows } from './config-repo-rows.ts';
import { forgesOf, type HealthSources, readHealth } from './health/index.ts';
import { createImageSource } from './image-source.ts';
import { lockDataDir } from './lock-data-dir.ts';
import { logFailure } from './log-failure.ts';
import { type ManagedRepo, openManagedRepo } from './managed-repo.ts';
import { openActivity, openQueue, openStore } from './open-ports.ts';
import { createActions } from './person-actions.ts';
import { startPoller } from './poller.ts';
import { viewReader } from './read-views.ts';
import { openRegistries, pollIntervalOf } from './registries.ts';
import { reportUnserved } from './report-state.ts';
import { showMetrics } from './show-metrics.ts';
import { takeWebhooks } from './take-webhooks.ts';
import { readVersion } from './version.ts';
import { rememberWriteFaults } from './write-faults.ts';
import { writeSubject } from './write-subject.ts';

export interface ServiceOptions {
  readonly config: Config;
  readonly log: Log;
  /** Set while nothing may be written: why. */
  readonly frozen?: string | undefined;
  readonly now?: () => number;
  readonly random?: () => number;
}

/** A service that runs. */
export interface Service {
  /** Where it listens, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Takes nothing new, finishes what runs, gives everything back. */
  stop(): Promise<void>;
}

/** Webhooks for more images at once lead to lists of their tags. */
const namedImagesAtMost = 1_000;
/** At the start all images are noticed at once. */
const noticedImagesAtMost = 50_000;
/** What other processes did, and what only time brings, is shown after so long; ms. */
const overviewKept = { shared: 3_000, alone: 15_000 };
/** How many looks run at a time in one process. */
const concurrency: Readonly<Record<WorkKind, number>> = { check: 8, write: 4 };

/** The one place where the service is wired together. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { config, log, now = Date.now, random = Math.random } = options;
  const metrics = createMetrics();
  reportUnserved(config, log);
  const unlock = lockDataDir(config.dataDir);
  const store = await openStore(config);
  const activity = await openActivity(config, now, (entries, err) =>
    log.warn({ entries, err }, 'activity entries were dropped: is Redis up?'),
  );
  const onError = (work: string, error: unknown): void => logFailure({ log, metrics, activity }, work, error);
  const queue = await openQueue(config, (key, error) => onError(key ?? 'queue', error));
  const [registryBook, forgeBook] = [createHostBook(now), createHostBook(now)];
  const { client, aliases, spent } = openRegistries(
    config,
    (report) => {
      const { host, kind, status } = report;
      registryBook.note(report);
      metrics.registryRequests.inc({ host, kind, status: String(status ?? 'none') });
    },
    ({ host, until }) => registryBook.pause(host, until),
  );
  const { asking, proving } = rememberTags(client, aliases, now);
  const listings = createListings({ client: asking, store, aliases, now });
  const isShared = config.redisUrl !== undefined;
  const named = createNamedTags({
    store: isShared ? store : createMemoryStore({ now, entriesAtMost: namedImagesAtMost }),
    isShared,
    now,
  });
  const noticed = createNoticed(
    isShared ? store : createMemoryStore({ now, entriesAtMost: noticedImagesAtMost }),
  );
  const causes = rememberCauses(store);
  const { dataDir, instance } = config;
  const repoOptions = {
    ...{ dataDir, store, instance, client, frozen: options.frozen, now },
    onForgeRequest: forgeBook.note,
  };
  const repos = await Promise.all(config.configRepos.map((repo) => openManagedRepo(repo, repoOptions)));
  const intervalOf = (image: string): number => pollIntervalOf(config, image);
  const registry = { listings, client: proving, asking, named, spent, pollIntervalOf: intervalOf };
  const states = rememberStates(store);
  const faults = rememberWriteFaults(store);
  const heard = rememberHeard(store, now);
  const deps = {
    repos,
    ...registry,
    noticed,
    causes,
    queue,
    now,
    random,
    log,
    metrics,
    activity,
    states,
    faults,
    forgeBook,
  };

  let changed = (): void => undefined;
  const look = (kind: WorkKind, handle: (subject: string) => Promise<void>): void => {
    const handler = async (subject: string): Promise<void> => {
      const end = metrics.workSeconds.startTimer({ work: kind });
      await handle(subject).finally(end);
      // Most looks at images find nothing new; what is new is told as an activity.
      if (kind === 'write') changed();
    };
    queue.serve(kind, handler, { concurrency: concurrency[kind] });
  };
  look('check', (image) => checkImage(image, deps));
  look('write', (subject) => writeSubject(subject, deps));

  const poller = startPoller(deps);
  const faultOf = async ({ subject }: ManagedRepo): Promise<ReportedError | undefined> =>
    poller.faults().get(subject) ?? (await faults.of(subject));
  const overview = keepOverview({
    read: viewReader({ repos, listings, store, faultOf, now }),
    states,
    keptMilliseconds: isShared ? overviewKept.shared : overviewKept.alone,
    now,
  });
  changed = overview.changed;
  // Before anybody else: who hears of an entry and asks shall see what it tells of.
  activity.follow({ entry: overview.changed, reset: overview.changed });
  const version = readVersion();
  const configRepos = () => configRepoRows({ repos, overview, poller, faultOf, now });
  const health: HealthSources = {
    ...{ version, startedAt: now(), queue, overview, configRepos, registryBook, forgeBook },
    mode: isShared ? 'redis' : 'embedded',
    onForge: forgesOf(repos),
  };
  const routes = apiRoutes({
    health: () => readHealth(health),
    activity,
    images: createImageSource({ overview, listings, heard, poller, spent, now }),
    changeSets: createChangeSets(changeSetSources(repos, store, listings), causes),
    configRepos,
    actions: createActions({
      repos,
      aliases,
      noticed,
      queue,
      poller,
      now,
      onWord: (word, answer) => {
        overview.changed();
        log.info({ word, ...answer }, 'a person has said');
      },
    }),
  });
  const server = buildServer({
    api: config.api,
    people: { routes, page: pageFolder, version },
    ...takeWebhooks({ config, aliases, heard, store, poller, onError, ...deps }),
    readiness: async () => ({
      ready: poller.tried(),
      configRepos: Object.fromEntries(
        repos.map(({ config: { name }, subject }) => [name, poller.faults().get(subject)?.message ?? 'ok']),
      ),
    }),
    metrics: () => showMetrics(deps),
    onError: (error) => onError('server', error),
  });

  const stop = async (): Promise<void> => {
    await server.close();
    // A poll may wait for a queue whose Redis is away; the queue lets go of it when it closes.
    await Promise.all([poller.stop(), queue.close()]);
    for (const { repo } of repos) repo.close();
    await client.close();
    await activity.close();
    await store.close();
    unlock();
  };
  try {
    const url = await server.listen({ host: config.listen.host, port: config.listen.port });
    log.info(
      {
        url,
        configRepos: repos.map(({ config: { name } }) => name),
        mode: config.redisUrl ? 'redis' : 'embedded',
      },
      'listening',
    );
    return { url, stop };
  } catch (error) {
    await stop();
    const { host, port } = config.listen;
    const said = String(error).includes('EADDRINUSE') ? 'another process has this port' : String(error);
    throw new AutomatorError('listen-failed', `cannot listen on ${host}:${port}: ${said}`, {
      where: 'listen',
      next: 'set listen: in automator.yaml to another port, or stop that process (ss -ltnp names it)',
      cause: error,
    });
  }
}
