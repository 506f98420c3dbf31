import { setImmediate } from 'node:timers/promises';

/** Runs one short piece of work, at once or after everything else has had its turn. */
export type Pace = <T>(work: () => T) => Promise<T>;

/** Work goes on for this long without a pause. */
const stretchMilliseconds = 10;

/**
 * Cuts long work into stretches with a pause between them, so that webhooks are answered meanwhile. It does not
 * matter whether the pieces are asked for one after the other or all at once.
 * @param now ms on any clock
 */
export function paceWork(now: () => number): Pace {
  let began = now();
  let pause: Promise<void> | undefined;
  return async (work) => {
    while (now() - began >= stretchMilliseconds) {
      pause ??= setImmediate().then(() => {
        began = now();
        pause = undefined;
      });
      await pause;
    }
    return work();
  };
}
