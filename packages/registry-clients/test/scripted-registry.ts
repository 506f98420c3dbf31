import { createServer } from 'node:http';

/** One request as it arrived. */
export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  /** The condition under which it is asked. */
  readonly ifNoneMatch?: string;
  /** The text that was sent. */
  readonly body?: string;
}

/** One answer; without one the connection is left hanging. */
export interface Scripted {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
  /** Cut the connection instead. */
  readonly cut?: boolean;
}

/** A server on the loopback interface that says what a test tells it to say. */
export interface ScriptedRegistry {
  readonly host: string;
  readonly url: string;
  readonly heard: readonly Heard[];
  close(): Promise<void>;
}

export function startScriptedRegistry(
  answer: (heard: Heard) => Scripted | undefined | Promise<Scripted | undefined>,
): Promise<ScriptedRegistry> {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
    const ifNoneMatch = headers['if-none-match'];
    const entry = {
      method,
      path: url,
      authorization: headers.authorization,
      ...(ifNoneMatch === undefined ? {} : { ifNoneMatch }),
      ...(body === '' ? {} : { body }),
    };
    heard.push(entry);
    const scripted = await answer(entry);
    if (scripted === undefined) return;
    if (scripted.cut === true) {
      request.socket.destroy();
      return;
    }
    for (const [name, value] of Object.entries(scripted.headers ?? {})) {
      response.setHeader(name, typeof value === 'string' ? value : [...value]);
    }
    response.writeHead(scripted.status ?? 200).end(method === 'HEAD' ? undefined : scripted.body);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
      const close = (): Promise<void> => {
        return new Promise((done) => {
          server.close(() => done());
          server.closeAllConnections();
        });
      };
      resolve({ host, url: `http://${host}`, heard, close });
    });
  });
}
