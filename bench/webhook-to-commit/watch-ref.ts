import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const pauseMilliseconds = 1;
const patienceMilliseconds = 30_000;

/** The commit that a loose ref of a bare repository names. */
export function readRef(gitDir: string, ref: string): string {
  return readFileSync(join(gitDir, ref), 'utf8').trim();
}

/**
 * Waits until a ref of a bare repository no longer names `before`, looking every millisecond.
 * @returns when that was seen, by `performance.now()`
 * @throws Error after 30 seconds
 */
export function refMoved(gitDir: string, ref: string, before: string): Promise<number> {
  const end = performance.now() + patienceMilliseconds;
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const now = performance.now();
      if (readRef(gitDir, ref) !== before) resolve(now);
      else if (now > end) reject(new Error(`${ref} did not move within ${patienceMilliseconds} ms`));
      else setTimeout(look, pauseMilliseconds);
    };
    look();
  });
}
