import type { Session } from '@deployment-automator/api-schema';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { ApiProblem } from './api-problem.ts';

/** What a request is made of before anybody has looked at it. */
export interface RawRequest {
  readonly params: unknown;
  readonly query: unknown;
  /** Parsed JSON; undefined where there is none. */
  readonly body: unknown;
  readonly headers: unknown;
}

/** What a route wants of a request; what is left out is not looked at. */
export type Asks = z.ZodObject<{
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodObject;
  headers?: z.ZodObject;
}>;

interface Described<Wanted extends Asks, Answer extends z.ZodType> {
  readonly method: 'GET' | 'POST';
  /** As OpenAPI writes it: `/api/v1/images/{id}`. */
  readonly path: string;
  /** One word for programs that are made from the document. */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** Whether it reads, or acts, or is open to everybody. */
  readonly access: 'open' | 'read' | 'act';
  readonly asks: Wanted;
  /** The status of an answer that is no problem. Default: 200. */
  readonly status?: 200 | 201 | 202;
  /** What is answered; of server-sent events, the data of one. */
  readonly answer: Answer;
  /** What can go wrong beside what always can: 400, and 401 where a token is needed. */
  readonly problems?: readonly number[];
  /** A request that shows how. */
  readonly example?: unknown;
}

/** A route that answers one JSON value. */
export interface RouteDefinition<Wanted extends Asks, Answer extends z.ZodType>
  extends Described<Wanted, Answer> {
  /** @throws ApiProblem, or AutomatorError, where it cannot be answered */
  handle(asked: z.output<Wanted>, caller: Session): Promise<z.output<Answer>>;
}

/** A route that answers server-sent events. It has the connection to itself once it has hijacked the reply. */
export interface StreamDefinition<Wanted extends Asks, Event extends z.ZodType>
  extends Described<Wanted, Event> {
  stream(asked: z.output<Wanted>, reply: FastifyReply): Promise<void>;
  /** Lets everybody go, when the server closes. */
  close(): void;
}

/** A route as the server and the OpenAPI document take it. */
export interface ApiRoute extends Described<Asks, z.ZodType> {
  readonly run:
    | { readonly kind: 'answer'; answer(raw: RawRequest, caller: Session): Promise<unknown> }
    | { readonly kind: 'stream'; stream(raw: RawRequest, reply: FastifyReply): Promise<void>; close(): void };
}

/** Says a route once: its schemas validate what is asked, give the handler its types, and make the document. */
export function route<Wanted extends Asks, Answer extends z.ZodType>(
  definition: RouteDefinition<Wanted, Answer>,
): ApiRoute {
  const { handle, ...described } = definition;
  const answer = async (raw: RawRequest, caller: Session): Promise<unknown> =>
    handle(read(definition.asks, raw), caller);
  return { ...described, run: { kind: 'answer', answer } };
}

/** The same for server-sent events. */
export function streamRoute<Wanted extends Asks, Event extends z.ZodType>(
  definition: StreamDefinition<Wanted, Event>,
): ApiRoute {
  const { stream, close, ...described } = definition;
  const run = async (raw: RawRequest, reply: FastifyReply): Promise<void> =>
    stream(read(definition.asks, raw), reply);
  return { ...described, run: { kind: 'stream', stream: run, close } };
}

const parts: Readonly<Record<string, string>> = {
  params: 'the path',
  query: 'the query',
  body: 'the body',
  headers: 'the headers',
};

function read<Wanted extends Asks>(asks: Wanted, raw: RawRequest): z.output<Wanted> {
  const { success, data, error } = asks.safeParse(raw);
  if (success) return data;
  const faults = error.issues.map((issue) => {
    const [part, ...names] = issue.path;
    const message = messageOf(issue);
    const where = parts[String(part)] ?? 'the request';
    return names.length === 0 ? `${where}: ${message}` : `${names.join('.')} in ${where}: ${message}`;
  });
  throw new ApiProblem('bad-request', faults.join('; '), {
    next: 'see /api/openapi.json for what is taken here',
  });
}

/** Of several shapes that are taken, the one that was most nearly meant says what is wrong. */
function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message;
  const [nearest] = issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length);
  return nearest?.message ?? issue.message;
}
