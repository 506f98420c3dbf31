import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  createBareRepository,
  type GitCredentials,
  type SandboxGitServer,
} from '@deployment-automator/sandbox';

/** The real thing has the sandbox's interface, so that one suite runs on both. */
export type GitServer = SandboxGitServer;

export interface GitHttpBackendOptions {
  /** Asked for by HTTP basic authentication. Default: everybody may read and write. */
  readonly credentials?: GitCredentials;
}

/** Starts Git's own server program, `git http-backend`, behind a web server that does no more than CGI asks. */
export async function startGitHttpBackend({ credentials }: GitHttpBackendOptions = {}): Promise<GitServer> {
  const root = await mkdtemp(join(tmpdir(), 'git-http-backend-'));
  const running = new Set<ChildProcess>();
  const server = createServer((request, response) => {
    if (credentials !== undefined && request.headers.authorization !== basic(credentials)) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
      return;
    }
    const child = spawn('git', ['http-backend'], { env: cgiEnvironment(request, root) });
    running.add(child);
    child.once('close', () => running.delete(child));
    response.once('close', () => child.kill('SIGKILL'));
    pipeline(request, child.stdin).catch(() => {});
    answer(child.stdout, response).catch(() => response.destroy());
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address !== 'string') resolve(address.port);
    });
  });
  const url = `http://127.0.0.1:${port}`;

  return {
    url,
    async createRepository(name, options = {}) {
      const path = await createBareRepository(root, name, options);
      return { url: `${url}/${name}.git`, path };
    },
    async close() {
      const ended = [...running].map((child) => new Promise((resolve) => child.once('close', resolve)));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all(ended);
      await rm(root, { recursive: true, force: true });
    },
  };
}

function basic({ username, password }: GitCredentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** Source: RFC 3875 section 4.1 and git-http-backend(1). */
function cgiEnvironment(request: IncomingMessage, root: string): NodeJS.ProcessEnv {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  const { headers } = request;
  const protocol = headers['git-protocol'];
  return {
    PATH: process.env['PATH'],
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    REQUEST_METHOD: request.method,
    PATH_INFO: decodeURIComponent(path),
    QUERY_STRING: query,
    CONTENT_TYPE: headers['content-type'] ?? '',
    ...(headers['content-length'] === undefined ? {} : { CONTENT_LENGTH: headers['content-length'] }),
    ...(headers['content-encoding'] === undefined
      ? {}
      : { HTTP_CONTENT_ENCODING: headers['content-encoding'] }),
    ...(typeof protocol === 'string' ? { GIT_PROTOCOL: protocol } : {}),
    REMOTE_ADDR: '127.0.0.1',
    REMOTE_USER: 'git',
  };
}

/** The CGI answer: header lines, an empty line, then the body as it is. */
async function answer(output: AsyncIterable<Buffer>, response: ServerResponse): Promise<void> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of output) {
    if (head === undefined) {
      response.write(chunk);
      continue;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) continue;
    writeHead(head.subarray(0, end).toString('latin1'), response);
    response.write(head.subarray(end + 4));
    head = undefined;
  }
  if (head !== undefined) response.writeHead(500);
  response.end();
}

function writeHead(head: string, response: ServerResponse): void {
  for (const line of head.split('\r\n')) {
    const [name = '', value = ''] = line.split(/: */, 2);
    if (name.toLowerCase() === 'status') response.statusCode = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
}
