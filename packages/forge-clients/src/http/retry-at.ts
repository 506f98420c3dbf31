const LONGEST_WAIT_MILLISECONDS = 24 * 3_600_000;

/** Where forges say when a window begins anew, in seconds since the epoch: GitLab, then Azure DevOps and others. */
const RESET_HEADERS = ['ratelimit-reset', 'x-ratelimit-reset'] as const;

/**
 * When a forge that limits wants to be asked again, in milliseconds since the epoch: `Retry-After` as seconds or as
 * an HTTP date (RFC 9110, 10.2.3), else the end of its window. Undefined when it does not say; never more than a
 * day from now.
 */
export function retryAt(headers: Headers, now: number): number | undefined {
  const at = fromRetryAfter(headers.get('retry-after'), now) ?? fromReset(headers);
  return at === undefined ? undefined : Math.min(Math.max(at, now), now + LONGEST_WAIT_MILLISECONDS);
}

function fromRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return now + Number(text) * 1000;
  const at = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

function fromReset(headers: Headers): number | undefined {
  for (const name of RESET_HEADERS) {
    const text = headers.get(name)?.trim() ?? '';
    if (/^\d{9,11}$/.test(text)) return Number(text) * 1000;
  }
  return undefined;
}
