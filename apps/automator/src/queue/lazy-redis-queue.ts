import type { RedisQueueOptions } from './redis-queue.ts';
import type { WorkQueue } from './work-queue.ts';

/** Opens the work queue on Redis. Only then are BullMQ and ioredis loaded: the command line starts without them. */
export async function createRedisQueue(options: RedisQueueOptions): Promise<WorkQueue> {
  const adapter = await import('./redis-queue.ts');
  return adapter.createRedisQueue(options);
}
