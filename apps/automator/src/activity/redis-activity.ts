import { Redis } from 'ioredis';
import { AutomatorError } from '../errors/automator-error.ts';
import { type ActivityLog, ENTRIES_KEPT, fits } from './activity-log.ts';
import { readEntries } from './stream-entries.ts';
import { createStreamReader } from './stream-reader.ts';
import { createStreamWriter } from './stream-writer.ts';
import { whenReady } from './when-ready.ts';

export interface RedisActivityOptions {
  /** `redis://` or `rediss://`, with credentials and database where needed. */
  readonly redisUrl: string;
  /** Starts every key in Redis; all processes of one installation share it. */
  readonly prefix: string;
  /** Told seldom of how many entries could not be kept since the last time. */
  readonly onDropped: (entries: number, cause: unknown) => void;
  readonly now?: () => number;
  /** About so many entries are kept. Default: 2,000. */
  readonly entriesAtMost?: number;
}

/** Milliseconds that a reader waits for an absent Redis, or for its answer. */
const PATIENCE = 5_000;
const PATIENCE_AT_START = 2_000;
const LONGEST_RECONNECT_PAUSE = 2_000;

/**
 * Opens the activity log of several processes: one Redis stream, which Redis itself numbers and trims. Waits a moment
 * for Redis, and goes on without it.
 */
export async function createRedisActivity(options: RedisActivityOptions): Promise<ActivityLog> {
  const { redisUrl, prefix, onDropped, now = Date.now, entriesAtMost = ENTRIES_KEPT } = options;
  const stream = `${prefix}:activity`;
  const redis = connect(redisUrl, { commandTimeout: PATIENCE });
  const ask = async <T>(command: () => Promise<T>): Promise<T> => {
    if (!(await whenReady(redis, PATIENCE))) throw trouble(redis, 'redis-unreachable', 'cannot be reached');
    try {
      return await command();
    } catch (cause) {
      throw trouble(redis, 'redis-failed', 'failed', cause);
    }
  };
  const newest = () => ask(() => redis.xrevrange(stream, '+', '-', 'COUNT', 1));
  const there = (await whenReady(redis, PATIENCE_AT_START))
    ? await newest().catch(() => undefined)
    : undefined;
  const [last] = there ?? [];
  const writer = createStreamWriter({ redis, stream, entriesAtMost, onDropped, now });
  const reader = createStreamReader({
    // A blocked connection answers nothing else. One that is silent for longer than its read blocks is dead.
    redis: connect(redisUrl, { socketTimeout: 3 * PATIENCE }),
    stream,
    blockMilliseconds: PATIENCE,
    start: last?.[0] ?? (there === undefined ? `${now()}-0` : '0-0'),
    since: (id) => ask(() => redis.xrange(stream, id, '+')),
    newest,
  });
  return {
    add: writer.add,
    recent: async (filter, limit) => {
      const found = await ask(() => redis.xrevrange(stream, '+', '-', 'COUNT', entriesAtMost));
      const wanted = readEntries(found).filter((entry) => fits(filter, entry));
      return wanted.slice(0, limit);
    },
    follow: reader.follow,
    close: async () => {
      await Promise.all([writer.close(), reader.close()]);
      redis.disconnect();
    },
  };
}

function connect(
  redisUrl: string,
  options: { readonly socketTimeout?: number; readonly commandTimeout?: number },
): Redis {
  const redis = new Redis(redisUrl, {
    ...options,
    // What waits for Redis waits here, where it is counted; what is under way when it goes fails at once.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, LONGEST_RECONNECT_PAUSE),
  });
  // Each command that fails says so itself; without a listener ioredis prints to the console.
  redis.on('error', () => undefined);
  return redis;
}

/** Names the host, never the URL: it can hold a password. */
function trouble(
  { options }: Redis,
  code: 'redis-unreachable' | 'redis-failed',
  what: string,
  cause?: unknown,
): AutomatorError {
  const host = options.path ?? `${options.host}:${options.port}`;
  return new AutomatorError(code, `Redis at ${host} ${what}, so the activity cannot be shown`, {
    where: 'activity',
    next: 'check redisUrl and that Redis is up; everything else goes on',
    cause,
  });
}
