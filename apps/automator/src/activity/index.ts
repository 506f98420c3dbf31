export type { ActivityFilter, ActivityLog, Follower, Happening, Named } from './activity-log.ts';
export { createRedisActivity } from './lazy-redis-activity.ts';
export { createMemoryActivity, type MemoryActivityOptions } from './memory-activity.ts';
export type { RedisActivityOptions } from './redis-activity.ts';
