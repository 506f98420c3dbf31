import { describe, expect, it } from 'vitest';
import { rememberStandings } from '../src/remember.ts';

const tags = Array.from({ length: 500 }, (_, index) => ({ tag: `t${index}` }));

/** How many tags were read for the second list after the first one. */
function readAnew(first: readonly { tag: string }[], second: readonly { tag: string }[]): number {
  let reads = 0;
  const standings = rememberStandings((tag) => {
    reads++;
    return { key: tag };
  });
  standings(first);
  reads = 0;
  expect(standings(second).map(({ key }) => key)).toEqual(second.map(({ tag }) => tag));
  return reads;
}

describe('rememberStandings reads', () => {
  it.each([
    ['nothing of the same list', tags, [...tags], 0],
    ['one new tag at the end', tags, [...tags, { tag: 'new' }], 1],
    ['one new tag at the start', tags, [{ tag: 'new' }, ...tags], 1],
    ['nothing where one tag is gone', tags, tags.toSpliced(7, 1), 0],
    ['one that moved from the end to the front', tags, [...tags.slice(-1), ...tags.slice(0, -1)], 1],
    ['everything of the first list', [], tags, 500],
  ])('%s', (_, first, second, reads) => {
    expect(readAnew(first, second)).toBe(reads);
  });

  it('few where many are gone, or the order is another', () => {
    expect(readAnew(tags, tags.slice(100))).toBeLessThan(70);
    expect(readAnew(tags, tags.toReversed())).toBeLessThan(70);
  });
});
