import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { Secret } from '../../src/config/index.ts';
import { AutomatorError } from '../../src/errors/automator-error.ts';
import { gitCredentials } from '../../src/service/git-credentials.ts';

const url = 'https://github.example/acme/config.git';
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** Answers as GitHub does when an App asks for a token. */
async function startApi(answer: {
  status: number;
  body: object;
}): Promise<{ apiUrl: string; asked: string[] }> {
  const asked: string[] = [];
  const started = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response
      .writeHead(answer.status, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer.body));
  });
  server = started;
  const port = await new Promise<number>((resolve) => {
    started.listen(0, '127.0.0.1', () => {
      const address = started.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  return { apiUrl: `http://127.0.0.1:${port}`, asked };
}

function credentialsOf(apiUrl: string) {
  const githubApp = { appId: 7, privateKey: new Secret(() => privateKey), installationId: 42, apiUrl };
  return gitCredentials({ name: 'production', url, credentials: { githubApp } }, Date.now);
}

async function tokenOf(credentials: ReturnType<typeof gitCredentials>): Promise<Secret> {
  if (credentials === undefined || !('token' in credentials)) throw new Error('no token');
  return credentials.token();
}

describe('a GitHub App', () => {
  it('gives a token of its installation, made once and used again', async () => {
    const body = {
      token: 'ghs_installation',
      expires_at: new Date(Date.now() + 3_600_000).toISOString(),
      permissions: { contents: 'write' },
      repository_selection: 'selected',
    };
    const { apiUrl, asked } = await startApi({ status: 201, body });
    const credentials = credentialsOf(apiUrl);
    const token = await tokenOf(credentials);
    expect(token.reveal()).toBe('ghs_installation');
    expect(`${token}`).toBe('[secret]');
    expect((await tokenOf(credentials)).reveal()).toBe('ghs_installation');
    expect(asked).toEqual(['POST /app/installations/42/access_tokens']);
  });

  it.each([401, 404])('that was revoked is a clear state: %i', async (status) => {
    const { apiUrl } = await startApi({ status, body: { message: 'no' } });
    const error: unknown = await tokenOf(credentialsOf(apiUrl)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AutomatorError);
    expect(error).toMatchObject({ code: 'git-unauthorized', where: 'production' });
    expect(error instanceof AutomatorError && error.next).toContain('githubApp');
  });
});

it('everything else goes to git as it is', async () => {
  const basic = { username: new Secret(() => 'a'), password: new Secret(() => 'b') };
  expect(gitCredentials({ name: 'a', url, credentials: basic }, Date.now)).toBe(basic);
  expect(gitCredentials({ name: 'a', url, credentials: undefined }, Date.now)).toBe(undefined);
  const token = new Secret(() => 'c');
  expect((await tokenOf(gitCredentials({ name: 'a', url, credentials: { token } }, Date.now))).reveal()).toBe(
    'c',
  );
});
