import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';

/** A file of the certificates, as text. */
export function pem(name: string): string {
  return readFileSync(join(import.meta.dirname, '../fixtures/certificates', `${name}.pem`), 'utf8');
}

/** A registry with TLS that lists one tag, and keeps who showed which certificate. */
export interface SecureRegistry {
  readonly port: number;
  /** The common name of each request's client; empty for one without a certificate. */
  readonly clients: readonly string[];
}

/** Starts it; it ends with the test. */
export function startSecureRegistry(
  options: {
    readonly wantsCertificate?: boolean;
    readonly answer?: (request: IncomingMessage, response: ServerResponse) => void;
  } = {},
): Promise<SecureRegistry> {
  const clients: string[] = [];
  const tls = {
    cert: pem('registry'),
    key: pem('registry-key'),
    ca: pem('authority'),
    requestCert: true,
    rejectUnauthorized: options.wantsCertificate === true,
  };
  const server = createServer(tls, (request, response) => {
    const { subject } = (request.socket as TLSSocket).getPeerCertificate();
    clients.push(subject === undefined ? '' : String(subject.CN));
    if (options.answer === undefined) response.end('{"tags":["1.0.0"]}');
    else options.answer(request, response);
  });
  onTestFinished(
    () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  );
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address !== null ? address.port : 0, clients });
    });
  });
}
