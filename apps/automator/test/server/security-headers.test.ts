import { expect, it } from 'vitest';
import { sessionRoute } from '../../src/server/index.ts';
import { served } from './api/served.ts';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

it.each([
  ['a page that is not built', 'GET', '/', 404],
  ['an answer of the API', 'GET', '/api/v1/session', 200],
  ['the document', 'GET', '/api/openapi.json', 200],
  ['health', 'GET', '/healthz', 200],
  ['what is not there', 'GET', '/nothing', 404],
  ['a webhook that is refused', 'POST', '/webhooks/registry/ghcr', 404],
] as const)('says on %s how little a browser may do with it', async (_name, method, url, status) => {
  const server = served({ routes: [sessionRoute] });
  const answer = await server.inject({ method, url });
  expect(answer.statusCode).toBe(status);
  expect(answer.headers).toMatchObject({
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  });
  await server.close();
});
