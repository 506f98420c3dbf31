/** What one piece of work took beside another. */
export interface Beside {
  /** Of one run of the work, the median. */
  readonly milliseconds: number;
  /** Of the work to the yardstick, the median of pairs that ran right after one another. */
  readonly ratio: number;
}

/** Prepares what a run needs, outside the measured time. */
export type Prepare = () => () => unknown;

/**
 * Measures work beside its yardstick, in turns, so that a busy machine is busy for both.
 * @param times how often the work is done in one run, each time with something prepared anew: a clock that ticks in
 * microseconds cannot measure a few of them
 */
export function measureBeside(work: Prepare, yardstick: Prepare, runs: number, times: number): Beside {
  const owns: number[] = [];
  const ratios: number[] = [];
  globalThis.gc?.();
  for (let run = -3; run < runs; run++) {
    const own = timeOf(work, times);
    const other = timeOf(yardstick, times);
    // The first runs warm the compiler up.
    if (run < 0) continue;
    owns.push(own);
    ratios.push(own / other);
  }
  return { milliseconds: median(owns), ratio: median(ratios) };
}

function timeOf(prepare: Prepare, times: number): number {
  const works = Array.from({ length: times }, prepare);
  const began = performance.now();
  for (const work of works) work();
  return (performance.now() - began) / times;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
