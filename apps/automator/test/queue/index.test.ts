import { expect, it, vi } from 'vitest';

vi.mock('bullmq', () => {
  throw new Error('bullmq was loaded');
});
vi.mock('ioredis', () => {
  throw new Error('ioredis was loaded');
});

it('loads BullMQ and ioredis only when the queue on Redis is opened', async () => {
  const queue = await import('../../src/queue/index.ts');
  await queue.createInProcessQueue({ onError: () => undefined }).close();
  const redisUrl = 'redis://127.0.0.1:1';
  await expect(queue.createRedisQueue({ redisUrl, prefix: 'p', onError: () => undefined })).rejects.toThrow();
});
