import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';

/** One request as it arrived. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A metadata server or a token service on the loopback interface; it ends with the test. */
export async function startTokenService(
  answer: (asked: Asked) => { readonly status?: number; readonly body: unknown },
): Promise<{ url: string; host: string; asked: readonly Asked[] }> {
  const heard: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { method = '', url: path = '', headers } = request;
    const asked = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
    heard.push(asked);
    const { status = 200, body } = answer(asked);
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return { url: `http://${host}`, host, asked: heard };
}
