import { expect, it } from 'vitest';
import { readFilter, writeFilter } from '../../src/change-sets/filter.ts';

it.each([
  ['', { offset: 0 }],
  ['config-repo=production', { configRepo: 'production', offset: 0 }],
  ['image=0123456789abcdef&page=3', { image: '0123456789abcdef', offset: 100 }],
])('reads and writes "%s"', (text, filter) => {
  expect(readFilter(new URLSearchParams(text))).toEqual(filter);
  expect(writeFilter(filter).toString()).toBe(text);
});

it.each(['page=0', 'page=-1', 'page=1.5', 'page=x', 'config-repo=&image='])(
  'takes "%s" for nothing',
  (text) => {
    expect(readFilter(new URLSearchParams(text))).toEqual({ offset: 0 });
  },
);
