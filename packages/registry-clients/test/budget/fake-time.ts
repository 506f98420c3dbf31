/** A clock that only sleeping moves. */
export interface FakeTime {
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  /** How long was slept each time, in milliseconds. */
  readonly slept: readonly number[];
  pass(milliseconds: number): void;
}

export function createFakeTime(): FakeTime {
  const slept: number[] = [];
  let at = Date.parse('2024-05-01T10:00:00Z');
  return {
    slept,
    now: () => at,
    pass(milliseconds) {
      at += milliseconds;
    },
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      slept.push(milliseconds);
      at += milliseconds;
    },
  };
}
