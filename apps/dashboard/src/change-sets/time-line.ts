import type { ChangeSet } from '@deployment-automator/api-schema';

type Step = ChangeSet['steps'][number];

/** A step of a change set, with the time that passed since the step before it. */
export interface TimedStep extends Step {
  /** In milliseconds; absent for the first, and where two clocks disagree about which came first. */
  readonly after?: number;
  /** How much of the whole time it took, from 0 to 1. */
  readonly share: number;
}

/** The steps, in the order in which they happen, with the time between them. */
export function timeLineOf(steps: readonly Step[]): readonly TimedStep[] {
  const times = steps.map(({ at }) => Date.parse(at));
  const between = times.map((time, index) => time - (times[index - 1] ?? time));
  const whole = between.reduce((sum, one) => sum + Math.max(0, one), 0);
  return steps.map((step, index) => {
    const after = between[index] ?? 0;
    if (index === 0 || after < 0) return { ...step, share: 0 };
    return { ...step, after, share: whole === 0 ? 0 : after / whole };
  });
}
