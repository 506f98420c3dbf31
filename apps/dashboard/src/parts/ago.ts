const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The clocks of the service and of the browser differ by a little: what just was may lie a little ahead. */
const skew = 5_000;

/** How long ago something was, or how soon it will be: `3 min ago`, `in 2 h`, `5 d ago`. */
export function printAgo(then: number, now: number): string {
  const span = printSpan(Math.abs(now - then));
  if (span === undefined) return then - now > skew ? 'in a moment' : 'just now';
  return then > now ? `in ${span}` : `${span} ago`;
}

/** How long something took: `850 ms`, `3.2 s`, `4 min 10 s`. */
export function printDuration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const parts = [
    { size: 86_400, unit: 'd' },
    { size: 3_600, unit: 'h' },
    { size: 60, unit: 'min' },
    { size: 1, unit: 's' },
  ];
  const first = parts.findIndex(({ size }) => whole >= size);
  let rest = whole;
  const words: string[] = [];
  for (const { size, unit } of parts.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) words.push(`${count} ${unit}`);
  }
  return words.join(' ');
}

/** @returns undefined where it is too short to be worth a number */
function printSpan(span: number): string | undefined {
  if (span < minute) return undefined;
  if (span < hour) return `${Math.floor(span / minute)} min`;
  if (span < 2 * day) return `${Math.floor(span / hour)} h`;
  if (span < 60 * day) return `${Math.floor(span / day)} d`;
  if (span < 730 * day) return `${Math.floor(span / (30 * day))} months`;
  return `${Math.floor(span / (365 * day))} years`;
}
