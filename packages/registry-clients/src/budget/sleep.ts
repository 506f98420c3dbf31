import { setTimeout as pause } from 'node:timers/promises';

/** Waits some milliseconds. @throws the signal's reason when it fires before. */
export type Sleep = (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;

export const sleep: Sleep = async (milliseconds, signal) => {
  signal?.throwIfAborted();
  try {
    await pause(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
};
