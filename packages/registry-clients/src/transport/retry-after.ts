const LONGEST_WAIT_MILLISECONDS = 24 * 3_600_000;

type Headers = Readonly<Record<string, string>>;

/**
 * When a registry wants to be asked again, in milliseconds since 1970; undefined when it does not say, and never
 * more than a day from now. It is told as
 *
 * - `Retry-After`, in seconds or as an HTTP date (RFC 9110, 10.2.3), or as some write it in seconds since 1970;
 * - `X-Retry-After`, in seconds since 1970 (Docker Hub API, "Rate limiting");
 * - `X-RateLimit-Reset`, in seconds since 1970, where `X-RateLimit-Remaining` is 0 (Docker Hub, GitHub).
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const exhausted = headers['x-ratelimit-remaining']?.trim() === '0';
  const told = [
    headers['retry-after'],
    headers['x-retry-after'],
    ...(exhausted ? [headers['x-ratelimit-reset']] : []),
  ];
  const at = told.map((text) => readTime(text?.trim() ?? '', now)).find((time) => time !== undefined);
  return at === undefined ? undefined : Math.min(Math.max(at, now), now + LONGEST_WAIT_MILLISECONDS);
}

/** No wait is as long as the time since 1970, so a number is one or the other. */
const SHORTEST_SINCE_1970_SECONDS = 1_000_000_000;

function readTime(text: string, now: number): number | undefined {
  if (!/^\d+$/.test(text)) return httpDate(text);
  const seconds = Number(text);
  return seconds >= SHORTEST_SINCE_1970_SECONDS ? seconds * 1000 : now + seconds * 1000;
}

/** All three forms of an HTTP date begin with the name of the day. */
function httpDate(text: string): number | undefined {
  const at = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
