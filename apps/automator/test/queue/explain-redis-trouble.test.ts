import { expect, it } from 'vitest';
import { explainRedisTrouble } from '../../src/queue/explain-redis-trouble.ts';

it.each([
  ['ECONNREFUSED', 'redis-unreachable'],
  ['ETIMEDOUT', 'redis-unreachable'],
  ['NR_CLOSED', 'redis-failed'],
])('calls an error with the code %s %s', (code, expected) => {
  const cause = Object.assign(new Error(''), { code });
  const error = explainRedisTrouble(cause, 'redis.example.org:6379');
  expect(error.code).toBe(expected);
  expect(error.message).toContain('redis.example.org:6379');
  expect(error.cause).toBe(cause);
});

it('keeps what Redis itself says', () => {
  expect(explainRedisTrouble(new Error('OOM command not allowed'), 'r:1').message).toContain(
    'OOM command not allowed',
  );
});
