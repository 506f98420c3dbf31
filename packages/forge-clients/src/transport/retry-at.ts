const LONGEST_WAIT = 24 * 3_600_000;

/**
 * When a forge wants to be asked again, in milliseconds since the epoch: `Retry-After` as seconds or as an HTTP date
 * (RFC 9110, 10.2.3). Undefined where it does not say; never more than a day from now.
 */
export function retryAfter(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return within(now + Number(text) * 1000, now);
  // All three forms of an HTTP date begin with the name of the day.
  return /^[A-Z][a-z]{2,8},? /.test(text) ? within(Date.parse(text), now) : undefined;
}

/** The same for a header that holds the time itself, in whole seconds since the epoch. */
export function resetAt(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  return /^\d+$/.test(text) ? within(Number(text) * 1000, now) : undefined;
}

function within(at: number, now: number): number | undefined {
  return Number.isNaN(at) ? undefined : Math.min(Math.max(at, now), now + LONGEST_WAIT);
}
