import {
  createImageAliases,
  type RegistryClient,
  type RegistryEvent,
} from '@deployment-automator/registry-clients';
import { type ActivityLog, createMemoryActivity } from '../../src/activity/index.ts';
import { rememberCauses } from '../../src/change-sets/index.ts';
import {
  createListings,
  createNamedTags,
  createNoticed,
  type Listings,
  rememberTags,
} from '../../src/check/index.ts';
import { receiveEvents } from '../../src/intake/index.ts';
import { createInProcessQueue } from '../../src/queue/index.ts';
import { checkImage } from '../../src/service/check-image.ts';
import type { ManagedRepo } from '../../src/service/managed-repo.ts';
import { startPoller } from '../../src/service/poller.ts';
import { writeSubject } from '../../src/service/write-subject.ts';
import { createMemoryStore } from '../../src/store/index.ts';
import { createLog, createMetrics } from '../../src/telemetry/index.ts';

/** The poller, the queue and the looks of a service, without its server. */
export interface Looks {
  readonly listings: Listings;
  readonly activity: ActivityLog;
  /** What failed in an unexpected way. */
  readonly failures: readonly unknown[];
  notice(...events: RegistryEvent[]): Promise<void>;
  stop(): Promise<void>;
}

export function startLooks(repos: readonly ManagedRepo[], client: RegistryClient, interval: number): Looks {
  const now = Date.now;
  const failures: unknown[] = [];
  const onError = (error: unknown): void => void failures.push(error);
  const activity = createMemoryActivity({ now });
  const queue = createInProcessQueue({ onError: (_, error) => onError(error), now });
  const aliases = createImageAliases([]);
  const store = createMemoryStore({ now });
  const { asking, proving } = rememberTags(client, aliases, now);
  const listings = createListings({ client: asking, store, aliases, now });
  const named = createNamedTags({ store: createMemoryStore({ now }), isShared: false, now });
  const noticed = createNoticed(store);
  const deps = {
    noticed,
    causes: rememberCauses(store),
    repos,
    listings,
    client: proving,
    asking,
    named,
    queue,
    pollIntervalOf: () => interval,
    now,
    random: () => 0,
    log: createLog({ write: () => undefined }),
    metrics: createMetrics(),
    activity,
  };
  queue.serve('check', (image) => checkImage(image, deps), { concurrency: 8 });
  queue.serve('write', (subject) => writeSubject(subject, deps), { concurrency: 4 });
  const poller = startPoller(deps);
  return {
    listings,
    activity,
    failures,
    notice: (...events) => {
      const bound = repos.flatMap((managed) => managed.images());
      return receiveEvents(events, {
        queue,
        bound,
        aliases,
        named,
        noticed: { note: async () => undefined },
        onImage: () => undefined,
        onError,
      });
    },
    stop: async () => {
      await Promise.all([poller.stop(), queue.close()]);
    },
  };
}
