import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { ApiRequest } from './api.ts';
import type { Reply } from './reply.ts';

/** Listens on the loopback interface and says where: `127.0.0.1:<port>`. Rejects when the port is taken. */
export function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string')
        reject(new Error('the registry has no TCP address'));
      else resolve(`127.0.0.1:${address.port}`);
    });
  });
}

/** Reads a request with its whole body. */
export async function readRequest(incoming: IncomingMessage, url: string): Promise<ApiRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', url),
    headers,
    body: Buffer.concat(chunks),
    addr: `${incoming.socket.remoteAddress}:${incoming.socket.remotePort}`,
  };
}

/** Writes a reply; a HEAD gets its length but not its body. */
export function writeReply(response: ServerResponse, method: string, reply: Reply): void {
  const body = Buffer.from(reply.body ?? '');
  response.writeHead(reply.status, {
    'docker-distribution-api-version': 'registry/2.0',
    'content-length': body.length,
    ...reply.headers,
  });
  response.end(method === 'HEAD' ? undefined : body);
}

/** Stops listening and cuts every connection. */
export function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
