import type { ForgeErrorCode } from '../forge-error.ts';

/** A failure of one request, before it is known what it was for; becomes a ForgeError on the way out of Octokit. */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';
  readonly code: ForgeErrorCode;
  readonly status: number | undefined;
  readonly retryAt: number | undefined;

  constructor(
    code: ForgeErrorCode,
    problem: string,
    facts: { readonly status?: number; readonly retryAt?: number | undefined; readonly cause?: unknown } = {},
  ) {
    super(problem, { cause: facts.cause });
    this.code = code;
    this.status = facts.status;
    this.retryAt = facts.retryAt;
  }
}
