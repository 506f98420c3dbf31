import type { ForgeErrorCode } from '../forge-error.ts';
import type { JsonView } from './json-view.ts';

/** An answer that is not what was asked for. */
export interface RefusedAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Its body where it is JSON; else a view of nothing. */
  readonly json: JsonView;
  readonly writes: boolean;
}

/** What an answer means in this forge's own words; undefined where its status says all. */
export type ReadRefusal = (answer: RefusedAnswer) => Refusal | undefined;

export interface Refusal {
  readonly code: ForgeErrorCode;
  /** Our words, never those of the answer: those may hold anything. */
  readonly problem: string;
}

const byStatus: Readonly<Record<number, Refusal>> = {
  400: { code: 'invalid', problem: 'it does not take the request' },
  401: { code: 'unauthorized', problem: 'it does not accept the token' },
  403: { code: 'forbidden', problem: 'the account may not do that' },
  404: { code: 'not-found', problem: 'it is not there, or the account may not see it' },
  405: { code: 'invalid', problem: 'it does not allow that now' },
  408: { code: 'timeout', problem: 'it gave up waiting for us' },
  409: { code: 'conflict', problem: 'it does not fit what is there now' },
  410: { code: 'not-found', problem: 'it is gone' },
  413: { code: 'invalid', problem: 'the request is too large for it' },
  422: { code: 'invalid', problem: 'it does not take the values' },
  423: { code: 'archived', problem: 'the repository is archived' },
  429: { code: 'rate-limited', problem: 'too many requests' },
};

/** What a status means on every forge. */
export function refusalOf(status: number): Refusal {
  const known = byStatus[status];
  if (known !== undefined) return known;
  if (status >= 300 && status < 400) return { code: 'moved', problem: 'it is at another address now' };
  if (status >= 500) return { code: 'unavailable', problem: `it fails with status ${status}` };
  return { code: 'bad-answer', problem: `it answers with status ${status}` };
}
