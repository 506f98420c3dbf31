/** Lets so many work at once; the others wait in the order in which they came. */
export interface Turns {
  /** @throws the signal's reason when it fires while waiting, else what the work throws. */
  take<Result>(signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result>;
}

/** @param most asked each time, so that it may change while others wait */
export function createTurns(most: () => number): Turns {
  const waiting: (() => void)[] = [];
  let busy = 0;

  const callUp = (): void => {
    while (busy < most() && waiting.length > 0) {
      busy += 1;
      waiting.shift()?.();
    }
  };
  const queue = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const enter = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        waiting.splice(waiting.indexOf(enter), 1);
        reject(signal?.reason);
      };
      waiting.push(enter);
      signal?.addEventListener('abort', leave, { once: true });
      callUp();
    });

  return {
    async take(signal, work) {
      signal?.throwIfAborted();
      await queue(signal);
      try {
        return await work();
      } finally {
        busy -= 1;
        callUp();
      }
    },
  };
}
