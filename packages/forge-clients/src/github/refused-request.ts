import { refusalOf } from '../http/refusal.ts';
import { retryAt } from '../http/retry-at.ts';
import { RequestFailure } from './request-failure.ts';

/** What GitHub asks for where it limits without saying for how long ("Rate limits for the REST API"). */
const PAUSE_MILLISECONDS = 60_000;

/** An answer with a bad status. */
export interface BadAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * What a bad answer means. GitHub says with 403 that the account may not, that the hourly limit is used up, that
 * there were too many requests at once, or that the repository is archived; the texts are GitHub's own, and none of
 * them goes into the error.
 */
export function refusedRequest(answer: BadAnswer, now: number): RequestFailure {
  const { status, headers } = answer;
  const { message, errors } = readBody(answer.text);
  if (status === 403 || status === 429) {
    const pause = limitedUntil(headers, message, status, now);
    if (pause !== undefined) {
      return new RequestFailure('rate-limited', 'it takes no more requests for now', {
        status,
        retryAt: pause,
      });
    }
    if (/archived/i.test(message)) {
      return new RequestFailure('archived', 'the repository is archived', { status });
    }
  }
  if (status === 422) {
    if (errors.some(({ message: text }) => /already exists/i.test(text))) {
      return new RequestFailure('conflict', 'there is one already', { status });
    }
    return new RequestFailure('invalid', `it refuses ${errors.map(placeOf).join(', ') || 'the request'}`, {
      status,
    });
  }
  const { code, problem } = refusalOf(status);
  const later = code === 'unavailable' ? retryAt(headers, now) : undefined;
  return new RequestFailure(code, problem, { status, retryAt: later });
}

function limitedUntil(headers: Headers, message: string, status: number, now: number): number | undefined {
  if (headers.has('retry-after')) return retryAt(headers, now);
  if (headers.get('x-ratelimit-remaining') === '0') return retryAt(headers, now) ?? now + PAUSE_MILLISECONDS;
  const secondary =
    status === 429 || /secondary rate limit|abuse detection|rate limit exceeded/i.test(message);
  return secondary ? now + PAUSE_MILLISECONDS : undefined;
}

interface FieldFault {
  readonly resource: string;
  readonly field: string;
  readonly message: string;
}

/** `PullRequest.head`: identifiers of GitHub's, nothing that somebody wrote. */
function placeOf({ resource, field }: FieldFault): string {
  const name = `${resource}.${field}`;
  return /^[\w.]{1,60}$/.test(name) ? name : 'a field';
}

function readBody(text: string): { readonly message: string; readonly errors: readonly FieldFault[] } {
  const body = parsed(text);
  const errors = memberOf(body, 'errors');
  return {
    message: textOf(body, 'message'),
    errors: (Array.isArray(errors) ? errors : []).map((error: unknown) => ({
      resource: textOf(error, 'resource'),
      field: textOf(error, 'field'),
      message: typeof error === 'string' ? error : textOf(error, 'message'),
    })),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(value: unknown, key: string): string {
  const member = memberOf(value, key);
  return typeof member === 'string' ? member : '';
}

function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
