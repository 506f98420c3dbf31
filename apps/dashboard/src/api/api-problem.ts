import type { ProblemDetails } from '@deployment-automator/api-schema';

/** Why an answer did not come, in words for whoever looks at the page. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  /** The status of HTTP; 0 where no answer came at all. */
  readonly status: number;
  readonly title: string;
  readonly code: string | undefined;
  readonly next: string | undefined;

  constructor(details: ProblemDetails, options?: ErrorOptions) {
    super(details.detail, options);
    this.status = details.status;
    this.title = details.title;
    this.code = details.code;
    this.next = details.next;
  }

  /** Whether a token is missing, or is not known any more. */
  get isUnauthorized(): boolean {
    return this.status === 401;
  }
}

/** No answer came: the service is down, or the way to it is. */
export function unreachable(cause: unknown): ApiProblem {
  return new ApiProblem(
    {
      type: 'about:blank',
      title: 'The service does not answer',
      status: 0,
      detail: 'No answer came from the service behind this page.',
      next: 'Look whether the service runs and whether this device can reach it, then try again.',
    },
    { cause },
  );
}

/** Whatever was thrown, in words. */
export function asProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : unreachable(error);
}

/** Reads an answer that is no success; what stands between may have answered in place of the service. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => undefined);
  const known = isRecord(body) ? body : {};
  const next = textOf(known['next']);
  const code = textOf(known['code']);
  return new ApiProblem({
    type: 'about:blank',
    title: textOf(known['title']) ?? `The answer was ${response.status}`,
    status: response.status,
    detail: textOf(known['detail']) ?? `The service answered with ${response.status} and no explanation.`,
    ...(code !== undefined && { code }),
    ...(next !== undefined && { next }),
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
