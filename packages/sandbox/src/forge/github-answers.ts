import { jsonReply, type Reply } from '../registry/reply.ts';
import type { ForgeDialect } from './dialect.ts';

const DOCUMENTATION = 'https://docs.github.com/rest';

/** An error as GitHub's REST API writes it ("basic-error"). */
export function errorAnswer(
  status: number,
  message: string,
  facts: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return jsonReply(
    status,
    { message, ...facts, documentation_url: DOCUMENTATION, status: String(status) },
    headers,
  );
}

/** 422 with the field that is wrong ("validation-error"). */
export function invalidAnswer(resource: string, field: string, message?: string): Reply {
  const code = message === undefined ? 'invalid' : 'custom';
  const fault = { resource, field, code, ...(message === undefined ? {} : { message }) };
  return errorAnswer(422, 'Validation Failed', { errors: [fault] });
}

/** What every answer says about the hourly limit. */
export function rateHeaders(
  now: number,
  remaining: number,
  resetAt: number = now + 3_600_000,
): Record<string, string> {
  return {
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(Math.ceil(resetAt / 1000)),
    'x-ratelimit-used': String(5_000 - remaining),
    'x-ratelimit-resource': 'core',
  };
}

/** GitHub's own words and headers; both limits come as 403 ("Rate limits for the REST API"). */
export const githubFault: ForgeDialect['fault'] = (name, { now, retryAt }) => {
  const seconds = String(Math.ceil((retryAt - now) / 1000));
  switch (name) {
    case 'unauthorized':
      return errorAnswer(401, 'Bad credentials');
    case 'forbidden':
      return errorAnswer(
        403,
        'Resource not accessible by personal access token',
        {},
        rateHeaders(now, 4_000),
      );
    case 'not-found':
      return errorAnswer(404, 'Not Found');
    case 'invalid':
      return invalidAnswer('PullRequest', 'base');
    case 'rate-limited':
      return errorAnswer(403, 'API rate limit exceeded for user ID 1.', {}, rateHeaders(now, 0, retryAt));
    case 'secondary-limit': {
      const message =
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
      return errorAnswer(403, message, {}, { ...rateHeaders(now, 4_000), 'retry-after': seconds });
    }
    case 'unavailable':
      return errorAnswer(502, 'Server Error');
  }
};
