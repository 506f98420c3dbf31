import type { Redis } from 'ioredis';

/** Waits for a connection, at most so many milliseconds. @returns whether it is there */
export async function whenReady(redis: Redis, patience: number): Promise<boolean> {
  if (redis.status === 'ready') return true;
  return new Promise((resolve) => {
    const settle = (isReady: boolean) => (): void => {
      clearTimeout(timer);
      redis.off('ready', came).off('end', ended);
      resolve(isReady);
    };
    const came = settle(true);
    const ended = settle(false);
    const timer = setTimeout(ended, patience);
    redis.once('ready', came).once('end', ended);
  });
}
