import type { RateLimit } from '../registry-options.ts';

/** No window is as long as the time since 1970, so a number is one or the other. */
const SHORTEST_SINCE_1970_SECONDS = 1_000_000_000;

/**
 * What a registry says is left of its rate limit; undefined when it does not say.
 *
 * - `RateLimit-Remaining: 76;w=21600` (Docker Hub, pulls), `RateLimit-Remaining: 76` (the IETF's draft, others);
 * - `X-RateLimit-Remaining` with `X-RateLimit-Reset` in seconds since 1970 (Docker Hub API, GitHub).
 */
export function readRateLimit(
  headers: Readonly<Record<string, string>>,
  now: () => number,
): RateLimit | undefined {
  const [, remaining] =
    /^\s*(\d{1,9})\b/.exec(headers['ratelimit-remaining'] ?? headers['x-ratelimit-remaining'] ?? '') ?? [];
  if (remaining === undefined) return undefined;
  const [, reset] =
    /^\s*(\d{1,11})\b/.exec(headers['ratelimit-reset'] ?? headers['x-ratelimit-reset'] ?? '') ?? [];
  if (reset === undefined) return { remaining: Number(remaining) };
  const seconds = Number(reset);
  const resetsAt = seconds >= SHORTEST_SINCE_1970_SECONDS ? seconds * 1000 : now() + seconds * 1000;
  return { remaining: Number(remaining), resetsAt };
}
