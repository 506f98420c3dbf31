/** Says how long the next request has to wait, in milliseconds, and counts it as made. */
export type Pace = () => number;

/**
 * At most so many requests a second on the long run, with a burst of two seconds' worth at once: a bucket that
 * fills as time goes by, and may owe.
 *
 * @param now milliseconds since 1970
 */
export function createPace(perSecond: number, now: () => number): Pace {
  const most = perSecond * 2;
  let left = most;
  let at = now();
  return () => {
    const time = now();
    left = Math.min(most, left + ((time - at) / 1000) * perSecond) - 1;
    at = time;
    return left >= 0 ? 0 : Math.ceil((-left / perSecond) * 1000);
  };
}
