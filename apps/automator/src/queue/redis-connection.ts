import { Redis } from 'ioredis';
import { explainRedisTrouble } from './explain-redis-trouble.ts';
import type { QueueError } from './queue-error.ts';
import { seldom } from './seldom.ts';
import type { OnQueueError } from './work-queue.ts';

/** Milliseconds between two reports of the same trouble: a lost connection is tried again many times a minute. */
const REPORT_PAUSE = 30_000;
/** The longest pause (milliseconds) between two attempts to connect. */
const LONGEST_RECONNECT_PAUSE = 2_000;

/** The queue's connection. Commands wait for as long as Redis is away. */
export interface RedisConnection {
  readonly redis: Redis;
  /** For whatever goes wrong with Redis; passes it on seldom, and not at all after `close`. */
  readonly onTrouble: (error: unknown) => void;
  /** Cuts the connection; commands that still wait fail. */
  close(): void;
}

export function connectRedis(redisUrl: string, onError: OnQueueError): RedisConnection {
  const redis = new Redis(redisUrl, {
    // BullMQ's blocking reads outlast any limit.
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(attempt * 100, LONGEST_RECONNECT_PAUSE),
  });
  const host = redis.options.path ?? `${redis.options.host}:${redis.options.port}`;
  let open = true;
  const report = seldom<QueueError>((error) => onError(undefined, error), {
    kindOf: (error) => error.code,
    pause: REPORT_PAUSE,
    now: Date.now,
  });
  const onTrouble = (error: unknown): void => {
    if (open) report(explainRedisTrouble(error, host));
  };
  redis.on('error', onTrouble);
  return {
    redis,
    onTrouble,
    close: () => {
      open = false;
      // Between two attempts to connect, disconnect() alone would leave the commands that wait without an answer.
      if (redis.status === 'reconnecting') redis.connect().catch(() => undefined);
      redis.disconnect();
    },
  };
}
