import type { Activity } from '@deployment-automator/api-schema';
import { describe, expect, it } from 'vitest';
import { gatherNews, type News, newsPause } from '../../src/api/gather-news.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';

function start(): {
  clock: HandClock;
  passed: News[];
  tell: (...ids: string[]) => void;
  tellGap: () => void;
} {
  const clock = createHandClock();
  const passed: News[] = [];
  const tell = gatherNews((news) => passed.push(news), clock.setTimeout);
  return {
    clock,
    passed,
    tell: (...ids) => tell({ activities: ids.map(activity), hasGap: false }),
    tellGap: () => tell({ activities: [], hasGap: true }),
  };
}

function activity(id: string): Activity {
  return { id, at: '2026-01-01T00:00:00Z', kind: 'check', message: id };
}

function idsOf(passed: readonly News[]): string[][] {
  return passed.map(({ activities }) => activities.map(({ id }) => id));
}

describe('gatherNews', () => {
  it('passes the first on at once', () => {
    const { passed, tell } = start();
    tell('1');
    expect(idsOf(passed)).toEqual([['1']]);
  });

  it('gathers what follows within a second, and passes on nothing where nothing came', () => {
    const { clock, passed, tell } = start();
    tell('1');
    tell('2');
    tell('3', '4');
    clock.move(newsPause - 1);
    expect(idsOf(passed)).toEqual([['1']]);
    clock.move(1);
    expect(idsOf(passed)).toEqual([['1'], ['2', '3', '4']]);
    clock.move(10 * newsPause);
    expect(idsOf(passed)).toEqual([['1'], ['2', '3', '4']]);
    tell('5');
    expect(idsOf(passed)).toEqual([['1'], ['2', '3', '4'], ['5']]);
  });

  it('never passes on more than once a second, and loses nothing', () => {
    const { clock, passed, tell } = start();
    for (let index = 0; index < 100; index += 1) {
      tell(String(index));
      clock.move(newsPause / 10);
    }
    clock.move(newsPause);
    expect(passed.length).toBeLessThanOrEqual(12);
    expect(idsOf(passed).flat()).toEqual(Array.from({ length: 100 }, (_, index) => String(index)));
  });

  it('keeps a gap in mind', () => {
    const { clock, passed, tell, tellGap } = start();
    tell('1');
    tellGap();
    tell('2');
    clock.move(newsPause);
    expect(passed.map(({ hasGap }) => hasGap)).toEqual([false, true]);
  });
});
