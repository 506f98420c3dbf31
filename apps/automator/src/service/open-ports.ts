import { join } from 'node:path';
import { type ActivityLog, createMemoryActivity, createRedisActivity } from '../activity/index.ts';
import type { Secret } from '../config/index.ts';
import { createInProcessQueue, createRedisQueue, type OnQueueError, type WorkQueue } from '../queue/index.ts';
import { createLmdbStore, createRedisStore, type Store } from '../store/index.ts';

export interface PortOptions {
  readonly dataDir: string;
  /** Switches both ports to Redis. */
  readonly redisUrl?: Secret | undefined;
  /** Milliseconds for which the store waits out an absent Redis. Default: the store's own. */
  readonly patience?: number | undefined;
}

/** What Redis holds of ours begins with this. */
const prefix = 'automator';

export async function openStore({ dataDir, redisUrl, patience }: PortOptions): Promise<Store> {
  return redisUrl === undefined
    ? createLmdbStore(join(dataDir, 'store'))
    : createRedisStore({ redisUrl: redisUrl.reveal(), prefix, patience });
}

export async function openQueue({ redisUrl }: PortOptions, onError: OnQueueError): Promise<WorkQueue> {
  return redisUrl === undefined
    ? createInProcessQueue({ onError })
    : createRedisQueue({ redisUrl: redisUrl.reveal(), prefix, onError });
}

/** @param onDropped told seldom of how many entries could not be kept */
export async function openActivity(
  { redisUrl }: Pick<PortOptions, 'redisUrl'>,
  now: () => number,
  onDropped: (entries: number, cause: unknown) => void,
): Promise<ActivityLog> {
  return redisUrl === undefined
    ? createMemoryActivity({ now })
    : createRedisActivity({ redisUrl: redisUrl.reveal(), prefix, onDropped, now });
}
