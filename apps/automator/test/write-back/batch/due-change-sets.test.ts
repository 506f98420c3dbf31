import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BatchRules,
  type BatchTimes,
  dueChangeSets,
  type PendingSet,
} from '../../../src/write-back/batch/due-change-sets.ts';
import { createBatcher } from '../../../src/write-back/batch/index.ts';

const minute = 60_000;
const rules: BatchRules = { quiet: 5 * minute, longest: 20 * minute };

/** A change set of one key whose updates go to these versions. */
function pending(...versions: readonly string[]): PendingSet {
  const updates = versions.map((to, at) => ({ id: `${at}.yaml#0/image`, to }));
  return { key: 'commit group backend', updates };
}

/** Looks at change sets one after the other, and says at which minutes they were due. */
function dueMinutes(looks: readonly (readonly [minute: number, versions: readonly string[]])[]): number[] {
  let times: ReadonlyMap<string, BatchTimes> = new Map();
  return looks.flatMap(([at, versions]) => {
    const changeSets = versions.length === 0 ? [] : [pending(...versions)];
    const found = dueChangeSets(changeSets, times, rules, at * minute);
    times = found.times;
    return found.due.size > 0 ? [at] : [];
  });
}

describe('when a change set is due', () => {
  const cases: readonly [string, readonly (readonly [number, readonly string[]])[], number[]][] = [
    [
      'once it was quiet',
      [
        [0, ['1']],
        [4, ['1']],
        [5, ['1']],
      ],
      [5],
    ],
    [
      'five minutes after the last that joined',
      [
        [0, ['1']],
        [4, ['1', '1']],
        [8, ['1', '1']],
        [9, ['1', '1']],
      ],
      [9],
    ],
    [
      'after a newer tag has been quiet',
      [
        [0, ['1']],
        [3, ['2']],
        [5, ['2']],
        [8, ['2']],
      ],
      [8],
    ],
    [
      'at the longest wait, however much joins',
      [
        [0, ['0']],
        [4, ['1']],
        [8, ['2']],
        [12, ['3']],
        [16, ['4']],
        [19, ['5']],
        [20, ['6']],
      ],
      [20],
    ],
    [
      'and stays due while it is not written',
      [
        [0, ['1']],
        [5, ['1']],
        [6, ['1']],
        [60, ['1']],
      ],
      [5, 6, 60],
    ],
    [
      'anew for what comes after it was due',
      [
        [0, ['1']],
        [5, ['1']],
        [30, ['2']],
        [34, ['2']],
        [35, ['2']],
      ],
      [5, 35],
    ],
    [
      'anew once it was written',
      [
        [0, ['1']],
        [5, ['1']],
        [6, []],
        [7, ['2']],
        [11, ['2']],
        [12, ['2']],
      ],
      [5, 12],
    ],
    [
      'also when the clock is set back',
      [
        [100, ['1']],
        [10, ['1']],
        [14, ['1']],
        [15, ['1']],
      ],
      [15],
    ],
  ];
  it.each(cases)('%s', (_name, looks, expected) => {
    expect(dueMinutes(looks)).toEqual(expected);
  });

  it('at once without a quiet period', () => {
    const { due } = dueChangeSets([pending('1')], new Map(), { quiet: 0, longest: 0 }, 7);
    expect([...due]).toEqual(['commit group backend']);
  });

  it('never later than the longest wait, and always at the time that was named', () => {
    const steps = fc.array(fc.tuple(fc.nat(8), fc.nat(3).map(String)), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(steps, (looks) => {
        let times: ReadonlyMap<string, BatchTimes> = new Map();
        let now = 0;
        let waitingSince: number | undefined;
        for (const [pause, version] of looks) {
          now += pause * minute;
          const found = dueChangeSets([pending(version)], times, rules, now);
          const isDue = found.due.size > 0;
          if (isDue) waitingSince = undefined;
          else waitingSince ??= now;
          if (waitingSince !== undefined) expect(now - waitingSince).toBeLessThan(rules.longest);
          if (found.nextDue !== undefined) {
            expect(found.nextDue).toBeGreaterThan(now);
            const then = dueChangeSets([pending(version)], found.times, rules, found.nextDue);
            expect(then.due.size).toBe(1);
          } else expect(isDue).toBe(true);
          times = found.times;
        }
      }),
    );
  });
});

describe('the batcher', () => {
  function open(quiet: number) {
    const kept = new Map<string, string>();
    const written: string[] = [];
    const clock = { now: 0 };
    const batcher = createBatcher({
      store: {
        get: async (key) => kept.get(key),
        put: async (key, value) => {
          written.push(key);
          kept.set(key, value);
        },
      },
      subject: 'production#main',
      rules: { quiet, longest: 20 * minute },
      now: () => clock.now,
    });
    return { batcher, kept, written, clock };
  }

  it('remembers in the store, and writes there only what is new', async () => {
    const { batcher, written, clock } = open(5 * minute);
    const first = await batcher.look([pending('1')]);
    expect([first.isDue(pending('1')), first.nextDue]).toEqual([false, 5 * minute]);
    clock.now = 2 * minute;
    await batcher.look([pending('1')]);
    expect(written).toEqual(['batch:production#main']);
    clock.now = 5 * minute;
    const then = await batcher.look([pending('1')]);
    expect([then.isDue(pending('1')), then.nextDue]).toEqual([true, undefined]);
    await batcher.look([]);
    await batcher.look([]);
    expect(written).toHaveLength(3);
  });

  it('needs no store without a quiet period', async () => {
    const { batcher, written } = open(0);
    const { isDue, nextDue } = await batcher.look([pending('1')]);
    expect([isDue(pending('1')), nextDue, written]).toEqual([true, undefined, []]);
  });

  it('waits once more where what was kept cannot be read', async () => {
    const { batcher, kept, clock } = open(5 * minute);
    kept.set('batch:production#main', '{"of":"another version"}');
    expect((await batcher.look([pending('1')])).isDue(pending('1'))).toBe(false);
    clock.now = 5 * minute;
    expect((await batcher.look([pending('1')])).isDue(pending('1'))).toBe(true);
  });
});
