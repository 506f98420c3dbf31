/** The fastest of some runs, in milliseconds: on a busy machine the others measure the neighbours. */
export function timeOf(work: () => void, runs = 3): number {
  const times = Array.from({ length: runs }, () => {
    globalThis.gc?.();
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return Math.min(...times);
}
