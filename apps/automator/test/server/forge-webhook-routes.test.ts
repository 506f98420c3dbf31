import { createHmac } from 'node:crypto';
import type { ForgeEvent } from '@deployment-automator/forge-clients';
import { createWebhookReceiver } from '@deployment-automator/registry-clients';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ForgeWebhookConfig, Secret } from '../../src/config/index.ts';
import { buildServer } from '../../src/server/index.ts';

const secret = (text: string): Secret => new Secret(() => text);
const config = (more: Partial<ForgeWebhookConfig>): ForgeWebhookConfig => ({
  tokens: [],
  secrets: [],
  headers: {},
  basic: [],
  ...more,
});

let server: FastifyInstance;
let events: ForgeEvent[];
let answers: string[];

beforeEach(() => {
  events = [];
  answers = [];
  server = buildServer({
    api: { tokens: [], open: false },
    webhooks: {
      registry: { gitlab: config({ tokens: [secret('registry-token')] }) },
      receiver: createWebhookReceiver(),
      onResult: () => undefined,
      onAnswer: (kind, status) => answers.push(`${kind} ${status}`),
    },
    forgeWebhooks: {
      forge: {
        github: config({ secrets: [secret('old-secret'), secret('hook-secret')] }),
        gitlab: config({ secrets: [secret('hook-secret')], tokens: [secret('url-token')] }),
        bitbucket: config({}),
        gitea: config({ headers: { Authorization: [secret('Bearer hook')] } }),
      },
      onEvents: (_kind, received) => events.push(...received),
      onAnswer: (kind, status) => answers.push(`${kind} ${status}`),
    },
    readiness: async () => ({ ready: true, configRepos: {} }),
    metrics: async () => ({ type: 'text/plain', text: '' }),
    onError: () => undefined,
  });
});
afterEach(() => server.close());

const push = JSON.stringify({
  ref: 'refs/heads/main',
  after: 'b'.repeat(40),
  repository: { full_name: 'acme/config' },
});
const signed = (body: string, key = 'hook-secret'): Record<string, string> => ({
  'content-type': 'application/json',
  'x-github-event': 'push',
  'x-hub-signature-256': `sha256=${createHmac('sha256', key).update(body).digest('hex')}`,
});

const post = (url: string, headers: Record<string, string>, payload: string) =>
  server.inject({ method: 'POST', url, headers, payload });

describe('the webhooks of forges', () => {
  it('takes what is authentic with 202', async () => {
    const answer = await post('/webhooks/forge/github', signed(push), push);
    expect([answer.statusCode, answer.body]).toEqual([202, '']);
    expect(events).toMatchObject([{ kind: 'push', repository: 'acme/config', branch: 'main' }]);
    expect(answers).toEqual(['forge/github 202']);
  });

  it('takes what is of no interest too', async () => {
    const answer = await post(
      '/webhooks/forge/github',
      { ...signed('{"zen":"."}'), 'x-github-event': 'ping' },
      '{"zen":"."}',
    );
    expect([answer.statusCode, events]).toEqual([202, []]);
  });

  it('takes the token of the URL, and a header of the sender', async () => {
    const gitlab = { 'x-gitlab-token': 'hook-secret', 'x-gitlab-event': 'Push Hook' };
    expect((await post('/webhooks/forge/gitlab/url-token', gitlab, '{}')).statusCode).toBe(202);
    expect((await post('/webhooks/forge/gitea', { authorization: 'Bearer hook' }, '{}')).statusCode).toBe(
      202,
    );
  });

  const refused: readonly [string, string, Record<string, string>, string, number][] = [
    ['no signature', '/webhooks/forge/github', {}, push, 401],
    ['a signature of another body', '/webhooks/forge/github', signed('{}'), push, 401],
    ['a signature with another secret', '/webhooks/forge/github', signed(push, 'given-secret'), push, 401],
    [
      'the right secret with a wrong token',
      '/webhooks/forge/gitlab/given-secret',
      { 'x-gitlab-token': 'hook-secret' },
      '{}',
      401,
    ],
    ['a kind without a secret', '/webhooks/forge/bitbucket', {}, '{}', 401],
    ['a kind that is not configured', '/webhooks/forge/azure-devops', {}, '{}', 404],
    ['an unknown kind', '/webhooks/forge/sourcehut', {}, '{}', 404],
    ['a kind that every object has', '/webhooks/forge/constructor', {}, '{}', 404],
    ['a body that is not JSON', '/webhooks/forge/github', signed('given-secret'), 'given-secret', 400],
    ['an empty body', '/webhooks/forge/github', signed(''), '', 400],
    ['a body over 3 MiB', '/webhooks/forge/github', {}, ' '.repeat(3 * 1024 * 1024 + 1), 413],
  ];
  it.each(refused)('refuses %s', async (_name, url, headers, payload, status) => {
    const answer = await post(url, headers, payload);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
    expect(answer.body).not.toContain('given-secret');
    expect(events).toEqual([]);
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatch(new RegExp(`^forge/[a-z-]+ ${status}$`));
  });

  it('does not take a secret of the registry webhook with the same name', async () => {
    expect((await post('/webhooks/forge/gitlab/registry-token', {}, '{}')).statusCode).toBe(401);
  });
});
