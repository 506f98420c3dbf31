import type { ForgeErrorCode } from '../forge-error.ts';
import { RequestFailure } from './request-failure.ts';

/** What a status means where the forge has no words of its own for it. */
export function statusFailure(status: number, retryAt: number | undefined): RequestFailure {
  const [code, problem] = meaningOf(status);
  return new RequestFailure(code, `${problem} (status ${status})`, { status, retryAt });
}

function meaningOf(status: number): readonly [ForgeErrorCode, string] {
  if (status === 401) return ['unauthorized', 'it does not take the token'];
  if (status === 403 || status === 451) return ['forbidden', 'the account may not do that'];
  if (status === 404 || status === 410) return ['not-found', 'it is not there, or not for this account'];
  if (status === 429) return ['rate-limited', 'it wants fewer requests'];
  if (status === 408 || status === 504) return ['timeout', 'it gave up'];
  if (status === 405 || status === 409 || status === 412)
    return ['conflict', 'its state does not allow that now'];
  if (status >= 500) return ['unavailable', 'it fails'];
  if (status >= 300 && status < 400) return ['moved', 'it sends us to another address'];
  return status < 300
    ? ['bad-answer', 'it answers what its API never does']
    : ['invalid', 'it refuses the request'];
}
