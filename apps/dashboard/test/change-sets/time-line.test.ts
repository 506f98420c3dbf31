import { expect, it } from 'vitest';
import { timeLineOf } from '../../src/change-sets/time-line.ts';

it('puts the time between the steps beside them', () => {
  const line = timeLineOf([
    { name: 'image-pushed', at: '2026-01-31T12:00:00.000Z' },
    { name: 'noticed', at: '2026-01-31T12:00:01.000Z' },
    { name: 'written', at: '2026-01-31T12:00:04.000Z' },
  ]);
  expect(line).toEqual([
    { name: 'image-pushed', at: '2026-01-31T12:00:00.000Z', share: 0 },
    { name: 'noticed', at: '2026-01-31T12:00:01.000Z', after: 1_000, share: 0.25 },
    { name: 'written', at: '2026-01-31T12:00:04.000Z', after: 3_000, share: 0.75 },
  ]);
});

it('says no time between two steps whose clocks disagree', () => {
  const line = timeLineOf([
    { name: 'image-pushed', at: '2026-01-31T12:00:02.000Z' },
    { name: 'noticed', at: '2026-01-31T12:00:01.000Z' },
    { name: 'written', at: '2026-01-31T12:00:04.000Z' },
  ]);
  expect(line.map(({ name, after, share }) => [name, after, share])).toEqual([
    ['image-pushed', undefined, 0],
    ['noticed', undefined, 0],
    ['written', 3_000, 1],
  ]);
});

it('has nothing to say where no step is remembered, and no share where all have one time', () => {
  expect(timeLineOf([])).toEqual([]);
  const at = '2026-01-31T12:00:00.000Z';
  expect(
    timeLineOf([
      { name: 'noticed', at },
      { name: 'written', at },
    ]).map(({ share }) => share),
  ).toEqual([0, 0]);
});
