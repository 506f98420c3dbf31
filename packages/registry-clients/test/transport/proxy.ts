import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';

/** A proxy that finds every name on this machine. */
export interface Proxy {
  readonly url: string;
  /** `CONNECT host:port`, or the whole URL that was asked. */
  readonly heard: readonly string[];
  readonly authorizations: readonly string[];
}

/** Starts it; it ends with the test. */
export function startProxy(): Promise<Proxy> {
  const heard: string[] = [];
  const authorizations: string[] = [];
  const note = (what: string, authorization: string | undefined): void => {
    heard.push(what);
    if (authorization !== undefined) authorizations.push(authorization);
  };
  const server = createServer((incoming, response) => {
    const { url = '', method, headers } = incoming;
    note(url, headers['proxy-authorization']);
    const { port, pathname, search } = new URL(url);
    const onwards = request(
      { host: '127.0.0.1', port, path: pathname + search, method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    incoming.pipe(onwards);
  });
  server.on('connect', ({ url = '', headers }, socket) => {
    note(`CONNECT ${url}`, headers['proxy-authorization']);
    const tunnel = connect(Number(url.split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(tunnel).pipe(socket);
    });
    tunnel.on('error', () => socket.destroy());
    socket.on('error', () => tunnel.destroy());
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
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve({ url: `http://127.0.0.1:${port}`, heard, authorizations });
    });
  });
}
