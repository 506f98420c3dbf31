import type { Session } from '@deployment-automator/api-schema';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ApiAccess, callerOf } from '../authorize.ts';
import { sendProblem } from '../problem-details.ts';
import { ApiProblem } from './api-problem.ts';
import { entityTag, isKnown } from './entity-tag.ts';
import { bodyLimit, takeJson } from './json-body.ts';
import { openApiDocument } from './openapi.ts';
import { problemOf } from './problem-of.ts';
import type { ApiRoute, RawRequest } from './route.ts';

export interface ApiOptions {
  readonly access: ApiAccess;
  readonly routes: readonly ApiRoute[];
  readonly version: string;
  /** Told of what went wrong inside; who asked sees only that something did. */
  readonly onError: (error: unknown) => void;
}

/** `/api`: the routes of one list, and the document that describes them, made from the same list. */
export function addApi(root: FastifyInstance, { access, routes, version, onError }: ApiOptions): void {
  root.register(async (server) => {
    takeJson(server);
    server.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
      const problem = problemOf(error);
      const status = problem?.status ?? error.statusCode ?? 500;
      if (status >= 500) onError(error);
      if (problem !== undefined) return sendProblem(reply, problem);
      // What Fastify itself throws is about the request; whatever else there is belongs in the log.
      const said =
        status < 500 && error instanceof Error ? error.message : 'the service failed; its log says more';
      return sendProblem(reply, { status, title: 'Request failed', detail: said, ...byStatus[status] });
    });
    for (const route of routes) addRoute(server, route, access);
    const document = JSON.stringify(openApiDocument(routes, version));
    server.get('/api/openapi.json', (request, reply) => sendText(request, reply, document));
  });
}

/** What a person can do about what Fastify itself refuses. */
const byStatus: Readonly<Record<number, { readonly title: string; readonly next: string }>> = {
  413: { title: 'Body too large', next: `send at most ${bodyLimit / 1024} KiB` },
  415: { title: 'Not JSON', next: 'send a JSON object as content-type: application/json' },
};

function addRoute(server: FastifyInstance, route: ApiRoute, access: ApiAccess): void {
  const { method, path, status = 200, run } = route;
  // What stays open would keep the server from closing.
  if (run.kind === 'stream') server.addHook('preClose', async () => run.close());
  const url = path.replace(/\{(\w+)\}/g, ':$1');
  server.route({
    method,
    url,
    exposeHeadRoute: run.kind === 'answer',
    // Before the body is read: who may not ask is not listened to.
    onRequest: async (request, reply) => {
      const caller = callerOf(access, request.headers.authorization);
      if (route.access === 'open' || (route.access === 'read' ? caller.mayRead : caller.mayAct)) return;
      reply.header('www-authenticate', 'Bearer');
      throw noAccess(route.access, access);
    },
    handler: async (request, reply) => {
      const raw = rawOf(request);
      if (run.kind === 'stream') return run.stream(raw, reply);
      const caller: Session = callerOf(access, request.headers.authorization);
      const text = JSON.stringify(await run.answer(raw, caller));
      if (method === 'GET') return sendText(request, reply, text);
      return reply.code(status).header('cache-control', 'no-store').type(json).send(text);
    },
  });
}

const json = 'application/json; charset=utf-8';

function sendText(request: FastifyRequest, reply: FastifyReply, text: string): FastifyReply {
  const tag = entityTag(text);
  reply.header('etag', tag).header('cache-control', 'private, no-cache').header('vary', 'authorization');
  if (isKnown(tag, request.headers['if-none-match'])) return reply.code(304).send();
  return reply.type(json).send(text);
}

function rawOf({ params, query, body, headers }: FastifyRequest): RawRequest {
  return { params, query, body, headers };
}

function noAccess(wanted: 'read' | 'act', { tokens }: ApiAccess): ApiProblem {
  const what = wanted === 'read' ? 'reading' : 'acting';
  return new ApiProblem('no-access', `${what} needs a token, and the request has none that is right`, {
    next:
      tokens.length > 0
        ? 'send a token of api.tokens as "authorization: Bearer <token>"'
        : `no token is configured: set api.tokens in the configuration${wanted === 'read' ? ', or api.open: true' : ''}`,
  });
}
