import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { type ImageOptions, pushImage, type RegistryCredentials } from './push-image.ts';
import { startProcess } from './start-process.ts';

/** Where the registry reports pushes and deletions. */
export interface Notifications {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface DockerRegistryOptions {
  /** Asks every client for `registryCredentials`. Default: everybody may read and push. */
  readonly basicAuth?: boolean;
  /** Default: none. */
  readonly notifications?: readonly Notifications[];
  /** Default: a free port. */
  readonly port?: number;
}

/** A line of the registry's access log. The registry writes it when the answer has been sent. */
export interface LoggedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly status: number;
}

export interface DockerRegistry {
  /** `127.0.0.1:<port>`, as it stands in an image reference. */
  readonly host: string;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Pushes a small image and gives its manifest's digest. */
  push(repository: string, tag: string, options?: Omit<ImageOptions, 'credentials'>): Promise<string>;
  requests(): LoggedRequest[];
  close(): Promise<void>;
}

/** What a registry with `basicAuth` asks for. */
export const registryCredentials: RegistryCredentials = { username: 'puller', password: 'push and pull' };

/** bcrypt of the password above, the only kind of hash that the registry takes. */
const PASSWORD_FILE = 'puller:$2b$05$Ynl0ZXMgb3V0c2lkZSBzd.U5PtV6ZSf10LF/fwXb/q7mhV0vUTCDS\n';

/** Starts a real Docker registry on the loopback interface; its images are gone when it closes. */
export async function startDockerRegistry(
  command: string,
  options: DockerRegistryOptions = {},
): Promise<DockerRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'docker-registry-'));
  const host = `127.0.0.1:${options.port ?? (await freePort())}`;
  const passwords = join(folder, 'htpasswd');
  const config = join(folder, 'config.json');
  await writeFile(passwords, PASSWORD_FILE);
  // The registry reads YAML, and every JSON text is one.
  await writeFile(config, JSON.stringify(configuration(host, folder, passwords, options)));
  const running = await startProcess({
    command,
    args: ['serve', config],
    env: { OTEL_TRACES_EXPORTER: 'none' },
    ready: /listening on/,
  });
  const url = `http://${host}`;
  const credentials = options.basicAuth === true ? { credentials: registryCredentials } : {};

  return {
    host,
    url,
    push: (repository, tag, image = {}) => pushImage(url, repository, tag, { ...image, ...credentials }),
    requests: () => readAccessLog(running.output()),
    async close() {
      await running.end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Source: the distribution project's "Configuring a registry", version 2.8. */
function configuration(
  host: string,
  folder: string,
  passwords: string,
  options: DockerRegistryOptions,
): object {
  const endpoints = (options.notifications ?? []).map(({ url, headers = {} }, index) => ({
    name: `endpoint-${index}`,
    url,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    timeout: '5s',
    threshold: 3,
    backoff: '1s',
  }));
  return {
    version: 0.1,
    storage: { filesystem: { rootdirectory: join(folder, 'images') }, delete: { enabled: true } },
    http: { addr: host, secret: 'only for this run' },
    notifications: { endpoints },
    ...(options.basicAuth === true ? { auth: { htpasswd: { realm: 'registry', path: passwords } } } : {}),
  };
}

/** The access log is in the Combined Log Format: `"GET /v2/a/tags/list HTTP/1.1" 200`. */
function readAccessLog(output: string): LoggedRequest[] {
  return [...output.matchAll(/"([A-Z]+) (\S+) HTTP\/[\d.]+" (\d{3}) /g)].map(
    ([, method = '', path = '', status]) => ({ method, path, status: Number(status) }),
  );
}
