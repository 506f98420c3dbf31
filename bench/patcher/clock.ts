/** The median of some runs, in milliseconds. */
export function timeOf(work: () => void, runs = 3): number {
  const times = Array.from({ length: runs }, () => {
    globalThis.gc?.();
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}
