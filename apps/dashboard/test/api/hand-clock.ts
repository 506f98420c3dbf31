/** A clock that stands until it is moved. */
export interface HandClock {
  readonly setTimeout: (work: () => void, milliseconds: number) => void;
  /** Runs what is due within so many milliseconds, in its order. */
  move(milliseconds: number): void;
}

export function createHandClock(): HandClock {
  let now = 0;
  let due: { readonly at: number; readonly work: () => void }[] = [];
  return {
    setTimeout: (work, milliseconds) => {
      due.push({ at: now + milliseconds, work });
    },
    move(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const [next] = due.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
        if (next === undefined) break;
        now = next.at;
        due = due.filter((one) => one !== next);
        next.work();
      }
      now = end;
    },
  };
}
