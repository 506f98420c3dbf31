import type { ActivityLog } from './activity-log.ts';
import type { RedisActivityOptions } from './redis-activity.ts';

/** Opens the activity log on Redis. Only then is ioredis loaded. */
export async function createRedisActivity(options: RedisActivityOptions): Promise<ActivityLog> {
  const adapter = await import('./redis-activity.ts');
  return adapter.createRedisActivity(options);
}
