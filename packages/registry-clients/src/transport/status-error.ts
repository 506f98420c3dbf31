import { RegistryError, type Subject } from '../registry-error.ts';
import type { Answer } from './exchange.ts';
import { retryAfter } from './retry-after.ts';

/** An answer that is not what was hoped for, by its status alone: bodies may hold anything. */
export function statusError(subject: Subject, answer: Answer, now: number): RegistryError {
  const { status, headers } = answer;
  const retryAt = retryAfter(headers, now);
  if (isLimited(answer)) {
    return new RegistryError('rate-limited', subject, 'too many requests', { status, retryAt });
  }
  if (status === 403) return new RegistryError('denied', subject, 'access is denied', { status });
  if (status === 404) return new RegistryError('not-found', subject, 'not found or no access', { status });
  if (status === 408) {
    return new RegistryError('timeout', subject, 'it gave up waiting for us', { status, retryAt });
  }
  if (status >= 500) {
    return new RegistryError('server-error', subject, `it fails with status ${status}`, { status, retryAt });
  }
  return new RegistryError('bad-answer', subject, `it answers with status ${status}`, { status });
}

/** Whether it wants fewer requests. GitHub also says it with 403 (REST API, "Rate limits"). */
export function isLimited({ status, headers }: Pick<Answer, 'status' | 'headers'>): boolean {
  if (status === 429) return true;
  return status === 403 && (headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined);
}
