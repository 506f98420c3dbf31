const LONGEST_WAIT_MILLISECONDS = 24 * 3_600_000;

/**
 * When a registry wants to be asked again, in milliseconds since 1970: `Retry-After` as seconds or as an HTTP date
 * (RFC 9110, 10.2.3). Undefined when it does not say; never more than a day from now.
 */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const at = /^\d+$/.test(text) ? now + Number(text) * 1000 : httpDate(text);
  return at === undefined ? undefined : Math.min(Math.max(at, now), now + LONGEST_WAIT_MILLISECONDS);
}

/** All three forms of an HTTP date begin with the name of the day. */
function httpDate(text: string): number | undefined {
  const at = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
