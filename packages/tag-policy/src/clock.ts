import type { Candidate } from './listing.ts';
import type { ClockChoice } from './order.ts';

/** A time that every candidate of one decision is read by. */
export type Clock = 'pushed' | 'built';

/**
 * Builders of reproducible images write a fixed time instead of the real one: the start of 1970 or of 1980, or the
 * year 1. No image was built before 1981, in milliseconds since the epoch.
 */
const firstBuild = 347_155_200_000;

/** The candidate's time in milliseconds since the epoch; `undefined` where it is not known. */
export function timeOf({ pushedAt, builtAt }: Candidate, clock: Clock): number | undefined {
  const time = clock === 'pushed' ? pushedAt : builtAt;
  if (time === undefined || !Number.isFinite(time)) return undefined;
  return clock === 'built' && time < firstBuild ? undefined : time;
}

/**
 * The one clock for a whole decision among these candidates. Push time where every one that has a time has it, else
 * build time where every one has it; `undefined` where neither is so, because two clocks are never compared.
 */
export function chooseClock(choice: ClockChoice, candidates: readonly Candidate[]): Clock | undefined {
  if (choice !== 'either') return choice;
  let pushed = true;
  let built = true;
  for (const candidate of candidates) {
    const hasPushed = timeOf(candidate, 'pushed') !== undefined;
    const hasBuilt = timeOf(candidate, 'built') !== undefined;
    if (!hasPushed && !hasBuilt) continue;
    pushed &&= hasPushed;
    built &&= hasBuilt;
  }
  return pushed ? 'pushed' : built ? 'built' : undefined;
}

/** The clock as a reason names it. */
export const clockNames: Readonly<Record<Clock, string>> = { pushed: 'push time', built: 'build time' };
