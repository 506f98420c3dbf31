import { describe, expect, it } from 'vitest';
import { refusedRequest } from '../../src/github/refused-request.ts';

const now = 1_700_000_000_000;
const SECRET = 'ghp_secret';

/** Status, headers and message as GitHub documents them, the code, and how many seconds it wants to be left alone. */
const answers: readonly (readonly [
  string,
  number,
  Record<string, string>,
  string,
  string,
  number | undefined,
])[] = [
  [
    'no rights',
    403,
    { 'x-ratelimit-remaining': '4999' },
    'Resource not accessible by integration',
    'forbidden',
    undefined,
  ],
  [
    'the hourly limit',
    403,
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1700000900' },
    'API rate limit exceeded',
    'rate-limited',
    900,
  ],
  [
    'the hourly limit as 429',
    429,
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1700000900' },
    'API rate limit exceeded',
    'rate-limited',
    900,
  ],
  [
    'the hourly limit without its end',
    403,
    { 'x-ratelimit-remaining': '0' },
    'API rate limit exceeded',
    'rate-limited',
    60,
  ],
  [
    'a secondary limit',
    403,
    { 'retry-after': '45', 'x-ratelimit-remaining': '4000' },
    'You have exceeded a secondary rate limit',
    'rate-limited',
    45,
  ],
  [
    'a secondary limit without a time',
    403,
    { 'x-ratelimit-remaining': '4000', 'x-ratelimit-reset': '1700003600' },
    'You have exceeded a secondary rate limit',
    'rate-limited',
    60,
  ],
  ['a limit of old', 403, {}, 'You have triggered an abuse detection mechanism', 'rate-limited', 60],
  [
    'an end in the past',
    403,
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1600000000' },
    'API rate limit exceeded',
    'rate-limited',
    0,
  ],
  ['an absurd wait', 429, { 'retry-after': '99999999' }, '', 'rate-limited', 86_400],
  ['an archived repository', 403, {}, 'Repository was archived so is read-only.', 'archived', undefined],
  ['a wrong token', 401, {}, 'Bad credentials', 'unauthorized', undefined],
  [
    'a repository that moved',
    301,
    { location: 'https://api.github.com/repositories/1' },
    'Moved Permanently',
    'moved',
    undefined,
  ],
  ['a temporary redirect', 307, {}, '', 'moved', undefined],
  ['nothing there', 404, {}, 'Not Found', 'not-found', undefined],
  ['a deleted one', 410, {}, 'Gone', 'not-found', undefined],
  ['a conflict', 409, {}, 'Git Repository is empty.', 'conflict', undefined],
  ['a fault of theirs', 502, {}, '', 'unavailable', undefined],
];

describe('what a refusal of GitHub means', () => {
  it.each(answers)('%s', (_, status, headers, message, code, seconds) => {
    const text = JSON.stringify({ message: `${message} ${SECRET}` });
    const failure = refusedRequest({ status, headers: new Headers(headers), text }, now);
    expect(failure).toMatchObject({ code, status });
    expect(failure.retryAt).toBe(seconds === undefined ? undefined : now + seconds * 1000);
    expect(failure.message).not.toContain(SECRET);
  });

  it('names the fields of a request that is wrong, and no text of anybody', () => {
    const refuse = (errors: unknown): string => {
      const text = JSON.stringify({ message: 'Validation Failed', errors });
      return refusedRequest({ status: 422, headers: new Headers(), text }, now).message;
    };
    expect(refuse([{ resource: 'PullRequest', field: 'head', code: 'invalid' }])).toBe(
      'it refuses PullRequest.head',
    );
    expect(refuse([{ resource: SECRET.repeat(9), field: '<b>', code: 'invalid' }])).toBe(
      'it refuses a field',
    );
    expect(refuse([SECRET, null, 7])).not.toContain(SECRET);
    expect(refuse(SECRET)).toBe('it refuses the request');
  });

  it('knows a pull request that is there already', () => {
    const errors = [
      { resource: 'PullRequest', code: 'custom', message: 'A pull request already exists for a:b.' },
    ];
    const text = JSON.stringify({ message: 'Validation Failed', errors });
    expect(refusedRequest({ status: 422, headers: new Headers(), text }, now).code).toBe('conflict');
  });

  it.each(['', 'null', '7', '"x"', '<html>', '{"message":7,"errors":{}}'])('reads any body: %s', (text) => {
    expect(refusedRequest({ status: 403, headers: new Headers(), text }, now).code).toBe('forbidden');
  });
});
