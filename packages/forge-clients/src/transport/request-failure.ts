import type { ForgeErrorCode } from '../forge-error.ts';

/** A failure of one request, before it is known what it was for. Becomes a ForgeError at the client's door. */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';
  readonly code: ForgeErrorCode;
  readonly problem: string;
  readonly status: number | undefined;
  readonly retryAt: number | undefined;

  constructor(
    code: ForgeErrorCode,
    problem: string,
    facts: { readonly status?: number | undefined; readonly retryAt?: number | undefined } = {},
  ) {
    super(problem);
    this.code = code;
    this.problem = problem;
    this.status = facts.status;
    this.retryAt = facts.retryAt;
  }
}
