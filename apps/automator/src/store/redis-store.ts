import { Redis } from 'ioredis';
import { explainRedisTrouble } from '../queue/explain-redis-trouble.ts';
import type { Store } from './store.ts';

export interface RedisStoreOptions {
  /** `redis://` or `rediss://`, with credentials and database where needed. */
  readonly redisUrl: string;
  /** Starts every key in Redis; all processes of one installation share it. */
  readonly prefix: string;
  /** Milliseconds for which an operation waits out an absent Redis; then it fails. Default: 10000. */
  readonly patience?: number | undefined;
}

const PATIENCE = 10_000;
const LONGEST_RECONNECT_PAUSE = 2_000;

/** The store at scale: plain Redis strings, their time kept by Redis. */
export function createRedisStore(options: RedisStoreOptions): Store {
  return new RedisStore(options);
}

class RedisStore implements Store {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #host: string;
  #trouble: unknown;

  constructor({ redisUrl, prefix, patience = PATIENCE }: RedisStoreOptions) {
    this.#redis = new Redis(redisUrl, {
      maxRetriesPerRequest: null,
      commandTimeout: patience,
      retryStrategy: (attempt) => Math.min(attempt * 100, LONGEST_RECONNECT_PAUSE),
    });
    // Each operation that fails says so itself; without a listener ioredis prints to the console.
    this.#redis.on('error', (error) => {
      this.#trouble = error;
    });
    this.#prefix = `${prefix}:store:`;
    const { path, host, port } = this.#redis.options;
    this.#host = path ?? `${host}:${port}`;
  }

  /** A command that waited in vain says only that; what was wrong is what the connection said. */
  async #ask<T>(question: (redis: Redis) => Promise<T>): Promise<T> {
    try {
      return await question(this.#redis);
    } catch (error) {
      const trouble = this.#redis.status === 'ready' ? error : (this.#trouble ?? error);
      throw explainRedisTrouble(trouble, this.#host);
    }
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.#ask((redis) => redis.get(this.#prefix + key))) ?? undefined;
  }

  async put(key: string, value: string, ttlMilliseconds?: number): Promise<void> {
    if (ttlMilliseconds === undefined) {
      await this.#ask((redis) => redis.set(this.#prefix + key, value));
      return;
    }
    if (ttlMilliseconds <= 0) return this.delete(key);
    const ttl = Math.ceil(ttlMilliseconds);
    await this.#ask((redis) => redis.set(this.#prefix + key, value, 'PX', ttl));
  }

  async delete(key: string): Promise<void> {
    await this.#ask((redis) => redis.del(this.#prefix + key));
  }

  async close(): Promise<void> {
    // Between two attempts to connect, disconnect() alone would leave the commands that wait without an answer.
    if (this.#redis.status === 'reconnecting') this.#redis.connect().catch(() => undefined);
    this.#redis.disconnect();
  }
}
