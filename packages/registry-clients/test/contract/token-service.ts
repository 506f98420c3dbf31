import { randomUUID, sign, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { RegistryCredentials } from '../../src/index.ts';

const folder = join(import.meta.dirname, '../fixtures/certificates');

/** What docker-registry has to be told, so that it believes this service. */
export const tokenIssuer = 'the token service of the tests';
export const tokenCertificate: string = join(folder, 'token.pem');

/** A service that gives tokens to one user, as docker-registry's "Token Authentication Specification" has it. */
export interface TokenService {
  readonly realm: string;
  stop(): Promise<void>;
}

export function startTokenService(user: RegistryCredentials): Promise<TokenService> {
  const expected = `Basic ${Buffer.from(`${user.username}:${user.password}`).toString('base64')}`;
  const server = createServer(({ url = '/', headers }, response) => {
    if (headers.authorization !== expected) {
      response.writeHead(401).end();
      return;
    }
    const { searchParams } = new URL(url, 'http://token');
    const token = issue(searchParams.get('service') ?? '', searchParams.getAll('scope'));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ token, expires_in: 300 }));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const stop = (): Promise<void> =>
        new Promise((done) => {
          server.close(() => done());
          server.closeAllConnections();
        });
      resolve({ realm: `http://127.0.0.1:${port}/token`, stop });
    });
  });
}

/** A JSON Web Token with the certificate that it can be checked with (RFC 7515, "x5c"). */
function issue(audience: string, scopes: readonly string[]): string {
  const { raw } = new X509Certificate(readFileSync(tokenCertificate));
  const seconds = Math.floor(Date.now() / 1000);
  const access = scopes.map((scope) => {
    const [type = '', ...rest] = scope.split(':');
    const actions = rest.pop()?.split(',') ?? [];
    return { type, name: rest.join(':'), actions };
  });
  const header = { typ: 'JWT', alg: 'ES256', x5c: [raw.toString('base64')] };
  const claims = {
    iss: tokenIssuer,
    sub: 'automator',
    aud: audience,
    iat: seconds,
    nbf: seconds - 10,
    exp: seconds + 300,
    jti: randomUUID(),
    access,
  };
  const signed = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const key = readFileSync(join(folder, 'token-key.pem'));
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}
