import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until `look` gives something other than undefined or false.
 * @throws Error that names `what` when the time is over
 */
export async function waitUntil<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  milliseconds = 20_000,
): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`${what} did not happen within ${milliseconds} ms`);
    await sleep(50);
  }
}

/**
 * Waits until what `look` gives has stayed the same for `milliseconds`.
 * @throws Error when it still changes after a minute
 */
export async function untilQuiet(look: () => Promise<string> | string, milliseconds: number): Promise<void> {
  let seen = await look();
  let since = Date.now();
  await waitUntil(
    'quiet',
    async () => {
      const now = await look();
      if (now !== seen) since = Date.now();
      seen = now;
      return Date.now() - since >= milliseconds;
    },
    60_000,
  );
}
