import { createHmac } from 'node:crypto';
import {
  createWebhookReceiver,
  type RegistryWebhookKind,
  registryWebhookKinds,
  type WebhookResult,
} from '@deployment-automator/registry-clients';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildServer } from '../../src/server/index.ts';
import { webhookConfig } from './webhook-config.ts';

const authorization = 'Bearer hook-secret';
const basic = `Basic ${Buffer.from('zot:hook-secret').toString('base64')}`;
const tokens = ['old-token', 'new-token'];

const configured = webhookConfig({
  ...Object.fromEntries(registryWebhookKinds.map((kind) => [kind, { tokens }])),
  distribution: { headers: { Authorization: [authorization, 'Bearer newer'] } },
  zot: { basic: { username: 'zot', password: 'hook-secret' }, registry: 'zot.acme.test:5000' },
  ghcr: { secrets: ['hook-secret'] },
  gar: { audience: 'https://automator.acme.test', email: 'pusher@acme.test' },
  aliyun: {},
});

let server: FastifyInstance;
let results: WebhookResult[];
let answers: string[];

function build(registry: typeof configured): FastifyInstance {
  return buildServer({
    api: { tokens: [], open: false },
    webhooks: {
      registry,
      receiver: createWebhookReceiver({ googleKeysUrl: 'http://127.0.0.1:1/' }),
      onResult: (_kind, result) => results.push(result),
      onAnswer: (kind, status) => answers.push(`${kind} ${status}`),
    },
    forgeWebhooks: { forge: {}, onEvents: () => undefined, onAnswer: () => undefined },
    readiness: async () => ({ ready: true, configRepos: {} }),
    metrics: async () => ({ type: 'text/plain', text: '' }),
    onError: () => undefined,
  });
}

beforeEach(() => {
  results = [];
  answers = [];
  server = build(configured);
});
afterEach(() => server.close());

type Headers = Record<string, string>;

const post = (path: string, payload: string | object, headers: Headers = {}) =>
  server.inject({ method: 'POST', url: `/webhooks/registry/${path}`, headers, payload });

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
const hubPush = { push_data: { tag: '1' }, repository: { repo_name: 'acme/web' } };
const signed = (payload: string): Headers => ({
  'x-hub-signature-256': `sha256=${createHmac('sha256', 'hook-secret').update(payload).digest('hex')}`,
});

describe('what is authentic is taken with 202', () => {
  it('and says what came of it', async () => {
    const answer = await post('distribution', push, { authorization });
    expect(answer.statusCode).toBe(202);
    const event = { registry: 'registry.example.org', repository: 'acme/web', tag: '1.1.0', action: 'push' };
    expect(answer.json()).toMatchObject({ result: 'event', events: [event] });
    expect(results).toMatchObject([{ result: 'event', events: [event] }]);
    expect(answers).toEqual(['distribution 202']);
  });

  const cases: readonly [string, string, string | object, Headers, WebhookResult['result']][] = [
    ['the old token', 'dockerhub/old-token', hubPush, {}, 'event'],
    ['the new token', 'dockerhub/new-token', hubPush, {}, 'event'],
    ['the newer header', 'distribution', push, { authorization: 'Bearer newer' }, 'event'],
    ['a signature', 'ghcr', '{"zen":"Be.","hook_id":1}', signed('{"zen":"Be.","hook_id":1}'), 'ping'],
    ['a user and password', 'zot', '{"name":"web"}', { authorization: basic, 'ce-type': 'x' }, 'ignore'],
    ['a ping', 'acr/new-token', { action: 'ping' }, {}, 'ping'],
    ['a delete', 'generic/new-token', { image: 'ghcr.io/a/b:1', action: 'delete' }, {}, 'event'],
    ['nothing of interest', 'distribution', { events: [] }, { authorization }, 'ignore'],
  ];
  it.each(cases)('with %s', async (_name, path, payload, headers, result) => {
    const answer = await post(path, payload, headers);
    expect([answer.statusCode, answer.json().result]).toEqual([202, result]);
    expect(results.map((one) => one.result)).toEqual([result]);
  });

  it.each([
    'application/json',
    'application/vnd.docker.distribution.events.v2+json',
    'application/cloudevents+json; charset=UTF-8',
    'application/x-www-form-urlencoded',
    'text/plain',
    'json',
    'application/ json',
    '; charset=utf-8',
    'application/json; charset',
    '/',
    '',
  ])('whatever it calls itself: %s', async (type) => {
    const headers = { authorization, 'content-type': type };
    expect((await post('distribution', JSON.stringify(push), headers)).statusCode).toBe(202);
  });

  it('with the registry that the operator names', async () => {
    const headers = { authorization: basic, 'ce-type': 'zotregistry.image.updated' };
    await post('zot', { name: 'acme/web', reference: '1.1.0' }, headers);
    expect(results).toMatchObject([{ events: [{ registry: 'zot.acme.test:5000' }] }]);
  });
});

describe('refused is', () => {
  const cases: readonly [string, string, string, Headers, number, RegExp][] = [
    ['a missing secret', 'distribution', '{}', {}, 401, /compare it with webhooks\.registry\.distribution/],
    ['a wrong secret', 'distribution', '{}', { authorization: 'Bearer given-secret' }, 401, /compare/],
    ['a wrong token', 'dockerhub/given-secret', '{}', {}, 401, /compare/],
    ['a wrong token of Google', 'gar', '{}', { authorization: 'Bearer given-secret' }, 401, /compare/],
    ['a wrong password', 'zot', '{}', { authorization: 'Basic Z2l2ZW4tc2VjcmV0' }, 401, /compare/],
    ['a signature of something else', 'ghcr', '{ }', signed('{}'), 401, /compare/],
    ['a kind without a secret', 'aliyun', '{}', {}, 401, /under webhooks\.registry\.aliyun write tokens: /],
    ['an unknown kind', 'nonsense', '{}', {}, 404, /known are dockerhub, /],
    ['a body that is not JSON', 'distribution', 'not json', { authorization }, 400, /not JSON/],
    ['an empty body', 'distribution', '', { authorization }, 400, /not JSON/],
    ['a body of another kind', 'distribution', '{"push_data":{}}', { authorization }, 400, /events/],
    ['a body over 3 MiB', 'distribution', ' '.repeat(3 * 1024 * 1024 + 1), { authorization }, 413, /large/],
  ];
  it.each(cases)('%s', async (_name, path, payload, headers, status, detail) => {
    const answer = await post(path, payload, headers);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({
      status,
      title: expect.any(String),
      detail: expect.stringMatching(detail),
    });
    expect(answer.body).not.toMatch(/given-secret|hook-secret|new-token/);
    expect(results).toEqual([]);
  });

  it.each(registryWebhookKinds)(
    '%s where it is not configured, and how it is configured is said',
    async (kind) => {
      await server.close();
      server = build(webhookConfig({}));
      const answer = await post(`${kind}/token`, '{}');
      expect(answer.statusCode).toBe(404);
      expect(answer.json().detail).toContain(`under webhooks.registry.${kind} write `);
    },
  );
});

/** Where each kind lets a delivery in. */
function pathOf(kind: RegistryWebhookKind): string {
  return `${kind}/new-token`;
}

describe.each(registryWebhookKinds)('a %s webhook', (kind) => {
  beforeEach(async () => {
    await server.close();
    server = build(webhookConfig({ [kind]: { tokens } }));
  });

  it('is never answered with 5xx, whatever the JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), headersOfAnySender, async (payload, headers) => {
        const { statusCode } = await post(pathOf(kind), payload, headers);
        expect([202, 400]).toContain(statusCode);
      }),
      { numRuns: 60 },
    );
  });

  it('is never answered with 5xx, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), headersOfAnySender, async (bytes, headers) => {
        const { statusCode } = await post(pathOf(kind), Buffer.from(bytes), headers);
        expect([202, 400]).toContain(statusCode);
      }),
      { numRuns: 30 },
    );
  });
});

const headersOfAnySender = fc.constantFrom<Headers>(
  {},
  { 'content-type': 'application/json' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'ce-type': 'zotregistry.image.updated', 'ce-source': 'zotregistry.dev' },
  { 'ce-type': 'harbor.artifact.pushed' },
  { 'ce-type': 'com.amazon.ecr.image.push', 'ce-source': 'x' },
  { 'x-github-event': 'package' },
  { 'x-gitea-event': 'package' },
  { authorization: 'Bearer a.b.c' },
);
