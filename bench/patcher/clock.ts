/** The fastest of some runs, in milliseconds: on a busy machine the others measure the neighbours. */
export function timeOf(work: () => void, runs = 3): number {
  globalThis.gc?.();
  const times = Array.from({ length: runs }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return Math.min(...times);
}
