import { QueueError } from './queue-error.ts';

/** Says what went wrong between the queue and Redis. Names the host, never the URL: it can hold a password. */
export function explainRedisTrouble(cause: unknown, host: string): QueueError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (/^E[A-Z]+$/.test(code)) {
    const message = `Redis at ${host} cannot be reached (${code})`;
    return new QueueError('redis-unreachable', message, cause);
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new QueueError(
    'redis-failed',
    `Redis at ${host} failed: ${reason}. Check its log and its memory.`,
    cause,
  );
}
