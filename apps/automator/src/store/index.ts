export { createLmdbStore, createRedisStore } from './lazy-stores.ts';
export { createMemoryStore, type MemoryStoreOptions } from './memory-store.ts';
export type { RedisStoreOptions } from './redis-store.ts';
export type { Store } from './store.ts';
