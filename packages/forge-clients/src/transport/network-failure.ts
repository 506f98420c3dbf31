import { RequestFailure } from './request-failure.ts';

/**
 * What went wrong below HTTP. Only the error's code is kept: fetch quotes a header that it cannot send, and that
 * would be the token.
 */
export function networkFailure(error: unknown): RequestFailure {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new RequestFailure('timeout', 'it did not answer in time');
  }
  const code = codeOf(error);
  const shown = code === '' ? '' : ` (${code})`;
  if (/^(?:ETIMEDOUT|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT)$/.test(code)) {
    return new RequestFailure('timeout', `it did not answer in time${shown}`);
  }
  if (/^(?:HPE_|Z_)/.test(code)) return new RequestFailure('bad-answer', `its answer cannot be read${shown}`);
  return new RequestFailure('unreachable', `it cannot be reached${shown}`);
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}
