/**
 * Keeps caches and first-seen times across restarts. Losing it costs time and nothing else, so nothing is kept here
 * that cannot be found out again. Keys and values are any well-formed text; no secret is ever stored.
 */
export interface Store {
  /** The value, or undefined when there is none or its time is up. */
  get(key: string): Promise<string | undefined>;
  /** Sets the value for `ttlMilliseconds`, or for good; a TTL of 0 or less is over at once. Replaces value and TTL. */
  put(key: string, value: string, ttlMilliseconds?: number): Promise<void>;
  delete(key: string): Promise<void>;
  close(): Promise<void>;
}
