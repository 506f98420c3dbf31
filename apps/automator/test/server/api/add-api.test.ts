import { problemDetails } from '@deployment-automator/api-schema';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AutomatorError } from '../../../src/errors/automator-error.ts';
import { type ApiRoute, route } from '../../../src/server/api/index.ts';
import { sessionRoute } from '../../../src/server/index.ts';
import { type ServedOptions, served } from './served.ts';

let servers: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

const described = { name: 'a', summary: 'A.' } as const;

const letter = z.enum(['a', 'b']);

const listRoute = (value = 'one'): ApiRoute =>
  route({
    ...described,
    method: 'GET',
    path: '/api/v1/things/{id}',
    access: 'read',
    asks: z.object({
      params: z.object({ id: z.string().max(20) }),
      query: z.object({
        limit: z.coerce.number().int().max(5).default(2),
        state: z.union([letter, z.array(letter)]).optional(),
      }),
    }),
    answer: z.object({ id: z.string(), limit: z.int(), value: z.string() }),
    handle: async ({ params: { id }, query: { limit } }) => ({ id, limit, value }),
  });

const actRoute: ApiRoute = route({
  ...described,
  method: 'POST',
  path: '/api/v1/words',
  access: 'act',
  status: 201,
  asks: z.object({ body: z.strictObject({ word: z.string().max(9) }) }),
  answer: z.object({ said: z.string() }),
  handle: async ({ body: { word } }) => ({ said: word }),
});

const failing = (error: unknown): ApiRoute =>
  route({
    ...described,
    method: 'GET',
    path: '/api/v1/fails',
    access: 'open',
    asks: z.object({}),
    answer: z.object({}),
    handle: async () => {
      throw error;
    },
  });

function serve(routes: readonly ApiRoute[], options: Omit<ServedOptions, 'routes'> = {}): FastifyInstance {
  const server = served({ routes, ...options });
  servers.push(server);
  return server;
}

const token = { authorization: 'Bearer api-token' };

describe('access', () => {
  it.each([
    ['reading without a token', 'GET', {}, false, 401],
    ['reading with a wrong token', 'GET', { authorization: 'Bearer nope' }, false, 401],
    ['reading with a token', 'GET', token, false, 200],
    ['reading where it is open', 'GET', {}, true, 200],
    ['acting without a token', 'POST', {}, false, 401],
    ['acting without a token where reading is open', 'POST', {}, true, 401],
    ['acting with a token', 'POST', token, false, 201],
  ] as const)('%s', async (_name, method, headers, open, status) => {
    const server = serve([listRoute(), actRoute], { open });
    const payload = method === 'POST' ? { payload: { word: 'yes' } } : {};
    const url = method === 'POST' ? '/api/v1/words' : '/api/v1/things/x';
    const answer = await server.inject({ method, url, headers, ...payload });
    expect(answer.statusCode).toBe(status);
    if (status === 401) {
      expect(problemDetails.parse(answer.json())).toMatchObject({ status: 401, code: 'no-access' });
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
  });

  it('says where no token is configured that there is none', async () => {
    const server = serve([actRoute], { tokens: [], open: true });
    const answer = await server.inject({ method: 'POST', url: '/api/v1/words', headers: token });
    expect(answer.json<{ next: string }>().next).toMatch(/no token is configured: set api\.tokens/);
  });

  it.each([
    ['nobody', {}, false, { mayRead: false, mayAct: false }],
    ['nobody where reading is open', {}, true, { mayRead: true, mayAct: false }],
    ['who has a token', token, false, { mayRead: true, mayAct: true }],
  ] as const)('tells %s what is allowed', async (_name, headers, open, session) => {
    const server = serve([sessionRoute], { open });
    const answer = await server.inject({ url: '/api/v1/session', headers });
    expect(answer.json()).toEqual(session);
  });
});

describe('what is asked', () => {
  it('is read as the schemas say', async () => {
    const answer = await serve([listRoute()]).inject({ url: '/api/v1/things/a%2Fb?limit=3', headers: token });
    expect(answer.json()).toEqual({ id: 'a/b', limit: 3, value: 'one' });
  });

  it.each([
    ['a query parameter', { url: '/api/v1/things/x?limit=9' }, 'limit in the query'],
    ['a path parameter', { url: `/api/v1/things/${'x'.repeat(30)}` }, 'id in the path'],
    ['a property', { method: 'POST', url: '/api/v1/words', payload: { word: 7 } }, 'word in the body'],
    ['one of several', { url: '/api/v1/things/x?state=a&state=x' }, 'expected one of "a"|"b"'],
    ['one alone', { url: '/api/v1/things/x?state=x' }, 'expected one of "a"|"b"'],
    [
      'a property that is not known',
      { method: 'POST', url: '/api/v1/words', payload: { word: '', wrod: 1 } },
      '"wrod"',
    ],
    ['a body that is missing', { method: 'POST', url: '/api/v1/words' }, 'the body'],
    [
      'a body that is not JSON',
      {
        method: 'POST',
        url: '/api/v1/words',
        payload: '{',
        headers: { ...token, 'content-type': 'application/json' },
      },
      'not JSON',
    ],
  ] as const)('names %s that is wrong', async (_name, request, named) => {
    const answer = await serve([listRoute(), actRoute]).inject({ headers: token, ...request });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    const problem = problemDetails.parse(answer.json());
    expect(problem).toMatchObject({ status: 400, code: 'bad-request' });
    expect(problem.detail).toContain(named);
  });

  it('is small, and JSON', async () => {
    const server = serve([actRoute]);
    const post = { method: 'POST', url: '/api/v1/words' } as const;
    const long = await server.inject({ ...post, headers: token, payload: { word: 'x'.repeat(20_000) } });
    expect(long.statusCode).toBe(413);
    const form = { ...token, 'content-type': 'application/x-www-form-urlencoded' };
    const other = await server.inject({ ...post, headers: form, payload: 'word=x' });
    expect(other.statusCode).toBe(415);
    for (const answer of [long, other]) {
      expect(problemDetails.parse(answer.json()).next).toMatch(/^send /);
    }
  });
});

describe('ETags', () => {
  it('are the same for the same answer, and another for another', async () => {
    const [first, same, other] = await Promise.all(
      ['one', 'one', 'two'].map(async (value) => {
        const answer = await serve([listRoute(value)]).inject({ url: '/api/v1/things/x', headers: token });
        return answer.headers.etag;
      }),
    );
    expect(first).toMatch(/^"[\w-]{27}"$/);
    expect(same).toBe(first);
    expect(other).not.toBe(first);
  });

  it.each([
    ['the tag', (tag: string) => tag, 304],
    ['the tag made weak by a proxy', (tag: string) => `W/${tag}`, 304],
    ['the tag among others', (tag: string) => `"a", ${tag}`, 304],
    ['any', () => '*', 304],
    ['another', () => '"a"', 200],
  ] as const)('are compared with %s', async (_name, known, status) => {
    const server = serve([listRoute()]);
    const url = '/api/v1/things/x';
    const first = await server.inject({ url, headers: token });
    const again = await server.inject({
      url,
      headers: { ...token, 'if-none-match': known(String(first.headers.etag)) },
    });
    expect(again.statusCode).toBe(status);
    expect(again.headers.etag).toBe(first.headers.etag);
    expect(again.headers['cache-control']).toBe('private, no-cache');
    expect(again.body === '').toBe(status === 304);
  });
});

describe('failures', () => {
  it.each([
    ['edit-refused', 409],
    ['field-missing', 404],
    ['git-unreachable', 502],
    ['redis-unreachable', 503],
    ['git-failed', 500],
  ] as const)('of ours are said with their code and next step: %s', async (code, status) => {
    const error = new AutomatorError(code, 'it is so', { where: 'there', next: 'do that' });
    const answer = await serve([failing(error)]).inject('/api/v1/fails');
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ status, code, detail: 'there: it is so', next: 'do that' });
  });

  it('that nobody foresaw are told to the log alone', async () => {
    const told: unknown[] = [];
    const error = new Error('with a password in it');
    const server = serve([failing(error)], { onError: (seen) => told.push(seen) });
    const answer = await server.inject('/api/v1/fails');
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('password');
    expect(told).toEqual([error]);
  });

  it('to find anything there is a problem too', async () => {
    const answer = await serve([]).inject('/api/v1/nothing');
    expect(problemDetails.parse(answer.json())).toMatchObject({
      status: 404,
      code: 'not-found',
      next: expect.stringContaining('/api/openapi.json'),
    });
  });
});
