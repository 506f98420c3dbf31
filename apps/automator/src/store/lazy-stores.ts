import type { RedisStoreOptions } from './redis-store.ts';
import type { Store } from './store.ts';

/** Opens the embedded store at `path`, a file. Only then is LMDB's native library loaded. */
export async function createLmdbStore(path: string): Promise<Store> {
  const adapter = await import('./lmdb-store.ts');
  return adapter.createLmdbStore(path);
}

/** Opens the store on Redis. Only then is ioredis loaded. */
export async function createRedisStore(options: RedisStoreOptions): Promise<Store> {
  const adapter = await import('./redis-store.ts');
  return adapter.createRedisStore(options);
}
