/** Passes on the first report of a kind, then at most one of that kind a `pause` (milliseconds): a lost connection is tried again many times a minute. */
export function seldom<T>(
  report: (subject: T) => void,
  options: { readonly kindOf: (subject: T) => string; readonly pause: number; readonly now: () => number },
): (subject: T) => void {
  const lastReports = new Map<string, number>();
  return (subject) => {
    const kind = options.kindOf(subject);
    const now = options.now();
    if (now - (lastReports.get(kind) ?? -Infinity) < options.pause) return;
    lastReports.set(kind, now);
    report(subject);
  };
}
