import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { freePort } from '../parts/free-port.ts';

/** A proxy on the loopback interface: a reverse one when it is asked for paths, a forward one for whole URLs. */
export interface Forwarder {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

/** Where a request goes, or with which status it is answered here. `url` is what stands in the request line. */
export type Route = (url: string) => URL | number;

/** Passes requests and answers on as they come, so that a stream stays one. */
export async function startForwarder(route: Route): Promise<Forwarder> {
  const server = createServer((request, response) => {
    const target = route(request.url ?? '');
    if (typeof target === 'number') response.writeHead(target, { 'content-type': 'text/plain' }).end('no');
    else forward(target, request, response);
  });
  const port = await freePort();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function forward(target: URL, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers } = request;
  const onward = send(target, { method, headers: { ...headers, host: target.host } }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    response.flushHeaders();
    answer.pipe(response);
    answer.once('error', () => response.destroy());
  });
  onward.once('error', () => response.destroy());
  response.once('close', () => onward.destroy());
  request.pipe(onward);
}
