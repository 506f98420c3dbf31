import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import type { RegistryEvent } from '@deployment-automator/registry-clients';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret, type WebhookConfig } from '../../src/config/index.ts';
import { buildServer, type ServerOptions } from '../../src/server/index.ts';

const secret = (text: string): Secret => new Secret(() => text);
const authorization = 'Bearer hook-secret';

let server: FastifyInstance;
let events: RegistryEvent[];
let answers: string[];
let ready: boolean;

function build(overrides: Partial<ServerOptions> = {}): FastifyInstance {
  const registry: Record<string, WebhookConfig> = {
    distribution: { tokens: [], secrets: [], headers: { Authorization: secret(authorization) } },
    dockerhub: { tokens: [secret('old-token'), secret('new-token')], secrets: [], headers: {} },
    ghcr: { tokens: [secret('x')], secrets: [], headers: {} },
    quay: { tokens: [], secrets: [], headers: {} },
  };
  return buildServer({
    api: { tokens: [secret('api-token')], open: false },
    webhooks: {
      registry,
      onEvents: (_kind, received) => events.push(...received),
      onAnswer: (kind, status) => answers.push(`${kind} ${status}`),
    },
    forgeWebhooks: { forge: {}, onEvents: () => undefined, onAnswer: () => undefined },
    readiness: async () => ({ ready, configRepos: { config: ready ? 'ok' : 'not read yet' } }),
    metrics: async () => ({ type: 'text/plain', text: 'automator_bindings 1\n' }),
    onError: () => undefined,
    ...overrides,
  });
}

beforeEach(() => {
  events = [];
  answers = [];
  ready = true;
  server = build();
});
afterEach(() => server.close());

const hook = '/webhooks/registry/distribution';
const push = {
  events: [
    {
      action: 'push',
      target: {
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        digest: `sha256:${'0'.repeat(64)}`,
        repository: 'acme/web',
        tag: '1.1.0',
      },
      request: { host: 'registry.example.org' },
    },
  ],
};

describe('webhooks', () => {
  it('takes what is authentic with 202', async () => {
    const answer = await server.inject({
      method: 'POST',
      url: hook,
      headers: { authorization },
      payload: push,
    });
    expect(answer.statusCode).toBe(202);
    expect(events).toMatchObject([
      { registry: 'registry.example.org', repository: 'acme/web', tag: '1.1.0' },
    ]);
    expect(answers).toEqual(['distribution 202']);
  });

  it('takes any of several tokens, so that they can be rotated', async () => {
    for (const token of ['old-token', 'new-token']) {
      const payload = { push_data: { tag: '1' }, repository: { repo_name: 'acme/web' } };
      const answer = await server.inject({
        method: 'POST',
        url: `/webhooks/registry/dockerhub/${token}`,
        payload,
      });
      expect(answer.statusCode).toBe(202);
    }
    expect(events).toHaveLength(2);
  });

  const refused: readonly [
    string,
    { url?: string; headers?: Record<string, string>; payload?: string },
    number,
  ][] = [
    ['a missing secret', { headers: {} }, 401],
    ['a wrong secret', { headers: { authorization: 'Bearer given-secret' } }, 401],
    ['a wrong token', { url: '/webhooks/registry/dockerhub/given-secret' }, 401],
    ['a configured kind without a secret', { url: '/webhooks/registry/quay' }, 401],
    ['an unknown kind', { url: '/webhooks/registry/nonsense' }, 404],
    ['a kind that is not configured', { url: '/webhooks/registry/harbor' }, 404],
    ['a body that is not JSON', { payload: 'not json' }, 400],
    ['an empty body', { payload: '' }, 400],
    ['a body over 3 MiB', { payload: ' '.repeat(3 * 1024 * 1024 + 1) }, 413],
  ];
  it.each(refused)(
    'refuses %s',
    async (_name, { url = hook, headers = { authorization }, payload = '{}' }, status) => {
      const answer = await server.inject({ method: 'POST', url, headers, payload });
      expect(answer.statusCode).toBe(status);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.json()).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
      expect(answer.body).not.toContain('given-secret');
      expect(events).toEqual([]);
    },
  );

  it('never answers 5xx, whatever the JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (payload) => {
        const answer = await server.inject({
          method: 'POST',
          url: hook,
          headers: { authorization },
          payload,
        });
        expect(answer.statusCode).toBeLessThan(500);
      }),
      { numRuns: 200 },
    );
  });
});

describe('health', () => {
  it('lives, and is ready when everything was tried', async () => {
    expect((await server.inject('/healthz')).statusCode).toBe(200);
    expect((await server.inject('/readyz')).statusCode).toBe(200);
    ready = false;
    const waiting = await server.inject('/readyz');
    expect(waiting.statusCode).toBe(503);
    expect(waiting.json()).toEqual({ ready: false, configRepos: { config: 'not read yet' } });
  });
});

describe('metrics', () => {
  it.each([
    ['without a token', {}, 401],
    ['with a wrong token', { authorization: 'Bearer nope' }, 401],
    ['with a token of api.tokens', { authorization: 'Bearer api-token' }, 200],
  ])('%s', async (_name, headers, status) => {
    expect((await server.inject({ url: '/metrics', headers })).statusCode).toBe(status);
  });

  it('are open where the operator says so', async () => {
    await server.close();
    server = build({ api: { tokens: [], open: true } });
    expect((await server.inject('/metrics')).body).toBe('automator_bindings 1\n');
  });
});

it.each([
  ['/webhooks/registry/dockerhub/new-token?x=1', 404],
  ['/webhooks/registry/dockerhub/new-token/more', 404],
  ['/webhooks/new-token', 404],
  ['/webhooks/registry/dockerhub/%zznew-token', 400],
  [`/webhooks/registry/dockerhub/new-token${'x'.repeat(600)}`, 414],
])('answers problem details for what is not there, without a token in it: %s', async (url, status) => {
  const answer = await server.inject({ method: status === 404 ? 'PUT' : 'POST', url });
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.body).not.toContain('new-token');
});

it('hides what went wrong inside', async () => {
  await server.close();
  const seen: unknown[] = [];
  server = build({
    readiness: () => Promise.reject(new Error('database password')),
    onError: (error) => seen.push(error),
  });
  const answer = await server.inject('/readyz');
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('password');
  expect(seen).toHaveLength(1);
});

it('closes although a client never ends its request', { timeout: 15_000 }, async () => {
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const client = connect(port, '127.0.0.1');
  client.on('error', () => undefined);
  const received = once(server.server, 'request');
  client.write(`POST ${hook} HTTP/1.1\r\nhost: here\r\ncontent-length: 100\r\n\r\n{`);
  await received;
  await Promise.all([once(client, 'close'), server.close()]);
  expect(events).toEqual([]);
});
