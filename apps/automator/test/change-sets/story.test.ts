import { expect, it } from 'vitest';
import type { Cause } from '../../src/change-sets/index.ts';
import { storyOf } from '../../src/change-sets/story.ts';

const committed = 1_700_000_010_000;
const cause = (facts: Partial<Cause> = {}): Cause => ({
  by: 'webhook',
  pushedAt: 1_700_000_000_000,
  noticedAt: 1_700_000_001_000,
  listedAt: 1_700_000_002_000,
  ...facts,
});
const { pushedAt: _, ...unpushed } = cause();
const written = 1_700_000_010_500;

it.each([
  ['all', [cause()], written, 'webhook', ['image-pushed', 'noticed', 'listed', 'written'], 10_500],
  ['no time of the push', [unpushed], written, 'webhook', ['noticed', 'listed', 'written'], null],
  ['no time of the write', [cause()], undefined, 'webhook', ['image-pushed', 'noticed', 'listed'], null],
  [
    'a webhook that needed no listing',
    [cause({ listedAt: 1_700_000_000_500 })],
    written,
    'webhook',
    ['image-pushed', 'noticed', 'written'],
    10_500,
  ],
  ['nothing', [undefined], undefined, 'unknown', [], null],
  ['the write alone', [], written, 'unknown', ['written'], null],
  [
    'a cause that came later',
    [cause({ noticedAt: written + 1, listedAt: written + 2 })],
    written,
    'unknown',
    ['written'],
    null,
  ],
  [
    'a registry whose clock is ahead',
    [cause({ pushedAt: written + 5 })],
    written,
    'webhook',
    ['image-pushed', 'noticed', 'listed', 'written'],
    null,
  ],
] as const)('tells of %s', (_name, causes, writtenAt, trigger, steps, milliseconds) => {
  const story = storyOf(causes, writtenAt, committed);
  expect(story.trigger).toBe(trigger);
  expect(story.steps.map(({ name }) => name)).toEqual(steps);
  expect(story.milliseconds).toBe(milliseconds);
});

it('tells the story of the newest image', () => {
  const older = cause({ by: 'poll', pushedAt: 1_600_000_000_000 });
  expect(storyOf([older, cause()], written, committed)).toEqual(storyOf([cause()], written, committed));
});

it('gives times in UTC, in their order', () => {
  const times = storyOf([cause()], written, committed).steps.map(({ at }) => at);
  expect(times[0]).toBe('2023-11-14T22:13:20.000Z');
  expect(times.toSorted()).toEqual(times);
});
