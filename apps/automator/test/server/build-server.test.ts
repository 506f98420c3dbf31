import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { createWebhookReceiver, type WebhookResult } from '@deployment-automator/registry-clients';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../src/config/index.ts';
import { buildServer, type ServerOptions } from '../../src/server/index.ts';
import { webhookConfig } from './webhook-config.ts';

const secret = (text: string): Secret => new Secret(() => text);

let server: FastifyInstance;
let results: WebhookResult[];
let ready: boolean;

function build(overrides: Partial<ServerOptions> = {}): FastifyInstance {
  return buildServer({
    api: { tokens: [secret('api-token')], open: false },
    webhooks: {
      registry: webhookConfig({ dockerhub: { tokens: ['new-token'] } }),
      receiver: createWebhookReceiver(),
      onResult: (_kind, result) => results.push(result),
      onAnswer: () => undefined,
    },
    forgeWebhooks: { forge: {}, onEvents: () => undefined, onAnswer: () => undefined },
    readiness: async () => ({ ready, configRepos: { config: ready ? 'ok' : 'not read yet' } }),
    metrics: async () => ({ type: 'text/plain', text: 'automator_bindings 1\n' }),
    onError: () => undefined,
    ...overrides,
  });
}

beforeEach(() => {
  results = [];
  ready = true;
  server = build();
});
afterEach(() => server.close());

const hook = '/webhooks/registry/distribution';

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
  expect(results).toEqual([]);
});
