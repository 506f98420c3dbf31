import { expect, test } from 'vitest';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly problems: readonly string[];
}

const script: { countResults(report: unknown, status: number): Counts } = await import(
  new URL('../../scripts/count-results.mjs', import.meta.url).href
);

const file = (status: string, ...tests: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: tests.map((verdict) => ({ status: verdict })),
});

const good = [
  ['passed tests', [file('passed', 'passed', 'passed'), file('passed', 'passed')], { passed: 3, skipped: 0 }],
  ['skipped tests', [file('passed', 'passed', 'skipped', 'todo', 'pending')], { passed: 1, skipped: 3 }],
] as const;

test.each(good)('%s are no failure', (_, testResults, counts) => {
  expect(script.countResults({ testResults }, 0)).toEqual({ ...counts, failed: 0, problems: [] });
});

const bad = [
  ['a failed test', { testResults: [file('failed', 'passed', 'failed')] }, 1, 1, []],
  [
    'a file that does not load',
    { testResults: [file('failed'), file('passed', 'passed')] },
    1,
    1,
    [/a\.test\.ts/],
  ],
  ['a failing hook', { testResults: [file('failed', 'passed', 'skipped')] }, 1, 1, [/outside of its tests/]],
  ['a run without tests', { testResults: [] }, 0, 1, [/no test was run/]],
  ['a run that skips everything', { testResults: [file('passed', 'skipped')] }, 0, 1, [/no test was run/]],
  ['a run without a report', undefined, 0, 1, [/no report/]],
  ['an error outside of every test', { testResults: [file('passed', 'passed')] }, 1, 1, [/ended with 1/]],
] as const;

test.each(bad)('%s is a failure', (_, report, status, failed, problems) => {
  const counts = script.countResults(report, status);
  expect(counts.failed).toBe(failed);
  expect(counts.problems).toEqual(problems.map((problem) => expect.stringMatching(problem)));
});
