import { expect, it } from 'vitest';
import { createHostBook } from '../../src/telemetry/index.ts';

it('keeps the last answer, and what was said last of the limit', () => {
  let now = 1_000;
  const book = createHostBook(() => now);
  book.note({ host: 'a', status: 200, limit: { remaining: 5 } });
  now = 2_000;
  book.note({ host: 'a', status: 404 });
  now = 3_000;
  book.note({ host: 'a' });
  expect(book.of('a')).toEqual({
    host: 'a',
    requests: 3,
    lastAnswerAt: 2_000,
    lastStatus: 404,
    limit: { remaining: 5 },
  });
  expect(book.of('b')).toEqual({ host: 'b', requests: 0 });
  expect(book.hosts()).toEqual(['a']);
});

it('leaves out what is over', () => {
  let now = 1_000;
  const book = createHostBook(() => now);
  book.note({ host: 'a', limit: { remaining: 0, resetsAt: 2_000 } });
  book.pause('a', 3_000);
  now = 2_000;
  expect(book.of('a')).toEqual({ host: 'a', requests: 1, pausedUntil: 3_000 });
  now = 3_000;
  expect(book.of('a')).toEqual({ host: 'a', requests: 1 });
});

it('has a bound', () => {
  const book = createHostBook(() => 0);
  for (let i = 0; i < 2_000; i += 1) book.note({ host: `${i}` });
  book.note({ host: '0' });
  expect(book.hosts().length).toBe(1_000);
  expect(book.of('0').requests).toBe(2);
});
