import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Finding, ok } from '../../src/doctor/finding.ts';
import { runTasks, type Task } from '../../src/doctor/run-tasks.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

async function findingsOf(tasks: readonly Task[], milliseconds: number): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const running = runTasks(tasks, (found) => void findings.push(...found));
  await vi.advanceTimersByTimeAsync(milliseconds);
  await running;
  return findings;
}

const slow = (check: string, milliseconds: number): Task => ({
  check,
  patience: 5000,
  run: async () => {
    await wait(milliseconds);
    return [ok(check, 'done')];
  },
});

it('tells in the order of the tasks, whichever ends first, and runs several at a time', async () => {
  const tasks = Array.from({ length: 12 }, (_, at) => slow(`check ${at}`, at % 2 === 0 ? 900 : 100));
  const findings = await findingsOf(tasks, 2000);
  expect(findings.map(({ check }) => check)).toEqual(tasks.map(({ check }) => check));
});

it('gives up what does not answer, ends it, and goes on', async () => {
  let aborted = false;
  const stuck: Task = {
    check: 'stuck',
    patience: 2000,
    run: (signal) => {
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      return new Promise(() => undefined);
    },
  };
  const findings = await findingsOf([stuck, slow('next', 10)], 2000);
  expect(findings).toEqual([
    { check: 'stuck', state: 'fail', message: 'no answer within 2 s', next: expect.stringMatching(/\S/) },
    { check: 'next', state: 'ok', message: 'done' },
  ]);
  expect(aborted).toBe(true);
});

it('a check that breaks has failed', async () => {
  const broken: Task = { check: 'broken', patience: 10, run: () => Promise.reject(new Error('no')) };
  expect(await findingsOf([broken], 10)).toEqual([
    { check: 'broken', state: 'fail', message: 'no', next: 'report this with what you did' },
  ]);
});
