import { Redis } from 'ioredis';
import type { Store } from './store.ts';

export interface RedisStoreOptions {
  /** `redis://` or `rediss://`, with credentials and database where needed. */
  readonly redisUrl: string;
  /** Starts every key in Redis; all processes of one installation share it. */
  readonly prefix: string;
}

/** Milliseconds for which an operation waits out an absent Redis; then it fails. */
const PATIENCE = 10_000;
const LONGEST_RECONNECT_PAUSE = 2_000;

/** The store at scale: plain Redis strings, their time kept by Redis. */
export function createRedisStore(options: RedisStoreOptions): Store {
  return new RedisStore(options);
}

class RedisStore implements Store {
  readonly #redis: Redis;
  readonly #prefix: string;

  constructor({ redisUrl, prefix }: RedisStoreOptions) {
    this.#redis = new Redis(redisUrl, {
      maxRetriesPerRequest: null,
      commandTimeout: PATIENCE,
      retryStrategy: (attempt) => Math.min(attempt * 100, LONGEST_RECONNECT_PAUSE),
    });
    // Each operation that fails says so itself; without a listener ioredis prints to the console.
    this.#redis.on('error', () => undefined);
    this.#prefix = `${prefix}:store:`;
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.#redis.get(this.#prefix + key)) ?? undefined;
  }

  async put(key: string, value: string, ttlMilliseconds?: number): Promise<void> {
    if (ttlMilliseconds === undefined) {
      await this.#redis.set(this.#prefix + key, value);
      return;
    }
    if (ttlMilliseconds <= 0) return this.delete(key);
    await this.#redis.set(this.#prefix + key, value, 'PX', Math.ceil(ttlMilliseconds));
  }

  async delete(key: string): Promise<void> {
    await this.#redis.del(this.#prefix + key);
  }

  async close(): Promise<void> {
    // Between two attempts to connect, disconnect() alone would leave the commands that wait without an answer.
    if (this.#redis.status === 'reconnecting') this.#redis.connect().catch(() => undefined);
    this.#redis.disconnect();
  }
}
