import type { ForgeRateLimit } from '../forge-client.ts';

/** No window is as long as the time since the epoch, so a number is one or the other. */
const SHORTEST_SINCE_EPOCH_SECONDS = 1_000_000_000;

/**
 * What a forge says is left of its rate limit; undefined when it does not say. GitHub and Azure DevOps say
 * `X-RateLimit-…`, GitLab and Bitbucket `RateLimit-…` or the same with `X-`; the reset is in seconds since the epoch,
 * or from now.
 */
export function readRateLimit(
  header: (name: string) => string | null | undefined,
  now: () => number,
): ForgeRateLimit | undefined {
  const number = (name: string): number | undefined => {
    const [, digits] =
      /^\s*(\d{1,11})\b/.exec(header(`ratelimit-${name}`) ?? header(`x-ratelimit-${name}`) ?? '') ?? [];
    return digits === undefined ? undefined : Number(digits);
  };
  const remaining = number('remaining');
  if (remaining === undefined) return undefined;
  const reset = number('reset');
  if (reset === undefined) return { remaining };
  return { remaining, resetsAt: reset >= SHORTEST_SINCE_EPOCH_SECONDS ? reset * 1000 : now() + reset * 1000 };
}
