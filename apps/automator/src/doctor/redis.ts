import { Redis } from 'ioredis';
import type { Secret } from '../config/index.ts';
import { explainRedisTrouble } from '../queue/index.ts';
import { type Finding, failure, failureOf, ok, warning } from './finding.ts';

/** Milliseconds for the connection, and for each answer. */
const patience = 5000;

/** Whether Redis answers, takes writes and throws nothing away. */
export async function checkRedis(redisUrl: Secret): Promise<Finding> {
  const redis = new Redis(redisUrl.reveal(), {
    lazyConnect: true,
    connectTimeout: patience,
    commandTimeout: patience,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  const host = redis.options.path ?? `${redis.options.host}:${redis.options.port}`;
  let trouble: unknown;
  redis.on('error', (error) => {
    trouble = error;
  });
  try {
    await redis.connect();
    await redis.set('automator:doctor', '1', 'PX', patience);
    const info = await redis.info('memory');
    const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
    if (policy === undefined || policy === 'noeviction')
      return ok('redis', `${host} answers and takes writes`);
    return warning(
      'redis',
      `${host} throws keys away when its memory is full (maxmemory-policy ${policy})`,
      'set maxmemory-policy noeviction: the queue is lost piece by piece otherwise',
    );
  } catch (error) {
    const said = explainRedisTrouble(trouble ?? error, host);
    if (/NOAUTH|WRONGPASS/.test(said.message)) {
      return failure(
        'redis',
        `${host} did not accept the credentials`,
        'check the user and password in redisUrl',
      );
    }
    return failureOf('redis', said);
  } finally {
    redis.disconnect();
  }
}
