import { expect, it } from 'vitest';
import { createPace } from '../../src/budget/pace.ts';
import { createFakeTime } from './fake-time.ts';

it('lets two seconds worth through at once, and then no more than its rate', () => {
  const time = createFakeTime();
  const pace = createPace(10, time.now);
  const waits = Array.from({ length: 24 }, () => pace());
  expect(waits.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 0));
  expect(waits.slice(20)).toEqual([100, 200, 300, 400]);
});

it('makes up for time in which nothing was asked, but for no more than the burst', () => {
  const time = createFakeTime();
  const pace = createPace(10, time.now);
  for (let request = 0; request < 20; request += 1) pace();
  time.pass(3_600_000);
  const waits = Array.from({ length: 21 }, () => pace());
  expect(waits.filter((wait) => wait === 0)).toHaveLength(20);
});
