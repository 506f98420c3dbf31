import type { FastifyReply } from 'fastify';

/** An error as RFC 9457 describes it. */
export interface ProblemDetails {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** One word of a closed list, where a program may want to know. */
  readonly code?: string;
  /** The next step for whoever reads this. */
  readonly next?: string;
}

export function sendProblem(reply: FastifyReply, problem: ProblemDetails): FastifyReply {
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', ...problem }));
}
