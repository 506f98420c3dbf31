export { explainRedisTrouble } from './explain-redis-trouble.ts';
export { createInProcessQueue, type InProcessQueueOptions } from './in-process-queue.ts';
export { createRedisQueue } from './lazy-redis-queue.ts';
export { QueueError, type QueueErrorCode } from './queue-error.ts';
export type { RedisQueueOptions } from './redis-queue.ts';
export { seldom } from './seldom.ts';
export { takeTurns } from './take-turns.ts';
export type { OnQueueError, WorkKey, WorkKind, WorkQueue } from './work-queue.ts';
