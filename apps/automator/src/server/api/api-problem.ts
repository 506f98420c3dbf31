/** Why the API does not answer what was asked; each has a row in `docs/errors.md`. */
export const apiProblemCodes = [
  'bad-request',
  'no-access',
  'not-found',
  'image-not-bound',
  'ambiguous',
  'too-many-clients',
] as const;

export type ApiProblemCode = (typeof apiProblemCodes)[number];

const answers: Readonly<Record<ApiProblemCode, { readonly status: number; readonly title: string }>> = {
  'bad-request': { status: 400, title: 'Bad request' },
  'no-access': { status: 401, title: 'No access' },
  'not-found': { status: 404, title: 'Not found' },
  'image-not-bound': { status: 404, title: 'Not bound' },
  ambiguous: { status: 409, title: 'More than one is meant' },
  'too-many-clients': { status: 503, title: 'Too many clients' },
};

/** Thrown by a route, answered as problem details. Its text is for whoever asked: no secret and nothing of ours. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: ApiProblemCode;
  readonly status: number;
  readonly title: string;
  readonly next: string;

  constructor(code: ApiProblemCode, detail: string, { next }: { readonly next: string }) {
    super(detail);
    this.code = code;
    this.status = answers[code].status;
    this.title = answers[code].title;
    this.next = next;
  }
}
