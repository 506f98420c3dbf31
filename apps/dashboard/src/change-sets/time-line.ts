import type { ChangeSet } from '@deployment-automator/api-schema';

type Step = ChangeSet['steps'][number];

/** A step of a change set, with the time that passed since the step before it. */
export interface TimedStep extends Step {
  /** In milliseconds; absent for the first. */
  readonly after?: number;
  /** How much of the whole time it took, from 0 to 1. */
  readonly share: number;
}

/** Puts the steps in the order of their times, with the time between them. */
export function timeLineOf(steps: readonly Step[]): readonly TimedStep[] {
  const times = steps.map(({ at }) => Date.parse(at));
  const whole = Math.max(0, ...times) - Math.min(...times);
  return steps
    .map((step, index) => ({ step, time: times[index] ?? 0 }))
    .sort((a, b) => a.time - b.time)
    .map(({ step, time }, index, all) => {
      const before = all[index - 1];
      if (before === undefined) return { ...step, share: 0 };
      const after = time - before.time;
      return { ...step, after, share: whole === 0 ? 0 : after / whole };
    });
}
