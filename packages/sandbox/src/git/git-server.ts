import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carriesCredentials, type GitCredentials } from './basic-auth.ts';
import { createBareRepository, type RepositoryOptions, repositoryPath } from './create-repository.ts';
import { serveGit } from './serve-git.ts';
import { readSmartHttpRequest, type SmartHttpRequest } from './smart-http-request.ts';

export interface SandboxGitServerOptions {
  /** The folder that holds the repositories, kept on close. Default: a temporary folder, deleted on close. */
  readonly root?: string;
  /** Default: a free port. */
  readonly port?: number;
  /** Asked for by HTTP basic authentication, for reading and writing. Default: everybody may. */
  readonly credentials?: GitCredentials;
  /** Called for each authorised request before git answers it; git waits for what it returns. */
  readonly onRequest?: (request: SmartHttpRequest) => void | Promise<void>;
}

export interface SandboxRepository {
  /** The address to clone from, without credentials. */
  readonly url: string;
  /** The bare repository's folder. */
  readonly path: string;
}

export interface SandboxGitServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** @throws SandboxGitError `invalid-repository-name`, `repository-exists` or `git-failed`. */
  createRepository(name: string, options?: RepositoryOptions): Promise<SandboxRepository>;
  /** Ends connections and git processes, then deletes the temporary folder. */
  close(): Promise<void>;
}

/**
 * Starts a Git server on the loopback interface that speaks the smart HTTP protocol (gitprotocol-http(5),
 * versions 0 to 2). It needs Node and the git command, nothing else.
 */
export async function startSandboxGitServer(
  options: SandboxGitServerOptions = {},
): Promise<SandboxGitServer> {
  const { port = 0, credentials, onRequest } = options;
  const root = options.root ?? (await mkdtemp(join(tmpdir(), 'sandbox-git-')));
  await mkdir(root, { recursive: true });
  const running = new Set<Promise<void>>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (credentials !== undefined && !carriesCredentials(request.headers.authorization, credentials)) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="sandbox", charset="UTF-8"' });
      response.end('a user name and a password are needed\n');
      return;
    }
    const read = readSmartHttpRequest(request.method ?? '', request.url ?? '');
    if ('status' in read) {
      response.writeHead(read.status, { 'content-type': 'text/plain' }).end(`${read.message}\n`);
      return;
    }
    const path = repositoryPath(root, read.repository);
    if (!existsSync(join(path, 'HEAD'))) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('no such repository\n');
      return;
    }
    await onRequest?.(read);
    await serveGit(read, path, { request, response });
  }

  const server = createServer((request, response) => {
    const work = answer(request, response)
      .catch(() => void response.destroy())
      .finally(() => running.delete(work));
    running.add(work);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    async createRepository(name, repository = {}) {
      const path = await createBareRepository(root, name, repository);
      return { url: `${url}/${name.replace(/\.git$/, '')}.git`, path };
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await Promise.all(running);
      if (options.root === undefined) await rm(root, { recursive: true, force: true });
    },
  };
}
