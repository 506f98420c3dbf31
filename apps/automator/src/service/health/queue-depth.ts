import type { Fault, Health } from '@deployment-automator/api-schema';
import type { WorkQueue } from '../../queue/index.ts';

/** Milliseconds that the queue is given to say how deep it is. */
const patience = 2_000;
const nothing = { waiting: 0, running: 0 };

/** How much there is to do. A queue whose Redis is away does not answer until it is back. */
export async function queueDepth(
  queue: Pick<WorkQueue, 'depth'>,
): Promise<{ readonly depth: Health['queue']; readonly fault?: Fault }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, patience, undefined);
  });
  const depth = await Promise.race([queue.depth().catch(() => undefined), late]);
  clearTimeout(timer);
  if (depth !== undefined) return { depth };
  return {
    depth: nothing,
    fault: {
      where: 'work queue',
      code: 'redis-unreachable',
      message: 'Redis does not answer, so nothing is looked at',
      next: 'check redisUrl and that Redis is up; looks wait until it is back',
    },
  };
}
