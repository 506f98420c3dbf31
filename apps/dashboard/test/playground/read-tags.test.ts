import { describe, expect, it } from 'vitest';
import { readTags, writeTags } from '../../src/playground/read-tags.ts';

const noon = Date.UTC(2026, 0, 31, 12);

describe('readTags', () => {
  it('reads tags, and their times where they have one', () => {
    const { candidates, badLines } = readTags('1.4.2\n\n  1.4.1\t2026-01-31T12:00:00Z \r\nlatest\r\n');
    expect(badLines).toEqual([]);
    expect(candidates).toEqual([
      { tag: '1.4.2' },
      { tag: '1.4.1', pushedAt: noon, builtAt: noon },
      { tag: 'latest' },
    ]);
  });

  it.each([
    ['a space', '1.4.1\n1.4 .2', 2, 'is not a tag'],
    ['a whole reference', 'ghcr.io/acme/web:1', 1, 'is not a tag'],
    ['a date only', '1.4.2\t2026-01-31', 1, 'is not a time'],
    ['a day that there is not', '1.4.2\t2026-13-31T12:00:00Z', 1, 'is not a time'],
    ['a third column', '1.4.2\t2026-01-31T12:00:00Z\tx', 1, 'more than a tag and a time'],
  ])('names the line of %s', (_, text, line, message) => {
    const [bad, ...others] = readTags(text).badLines;
    expect(others).toEqual([]);
    expect(bad?.line).toBe(line);
    expect(bad?.message).toContain(message);
  });

  it('reads what writeTags writes', () => {
    const candidates = [{ tag: '1.4.2' }, { tag: '1.4.1', pushedAt: noon, builtAt: noon }];
    expect(readTags(writeTags(candidates)).candidates).toEqual(candidates);
  });
});
