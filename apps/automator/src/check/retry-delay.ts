const second = 1000;

/**
 * How long to wait before an image is listed again after failures: 5 s, doubled each time, at most the poll interval,
 * and never before the registry's own Retry-After.
 */
export function retryDelay(failures: number, pollInterval: number, untilRetryAt: number): number {
  const backoff = Math.min(5 * second * 2 ** Math.min(failures - 1, 20), pollInterval);
  return Math.max(backoff, untilRetryAt);
}
