import { expect, it, vi } from 'vitest';

vi.mock('lmdb', () => {
  throw new Error('lmdb was loaded');
});
vi.mock('ioredis', () => {
  throw new Error('ioredis was loaded');
});

it('loads LMDB and ioredis only when their store is opened', async () => {
  const store = await import('../../src/store/index.ts');
  await expect(store.createLmdbStore('/dev/null/store.lmdb')).rejects.toThrow();
  await expect(store.createRedisStore({ redisUrl: 'redis://127.0.0.1:1', prefix: 'p' })).rejects.toThrow();
});
