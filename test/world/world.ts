import { join } from 'node:path';
import type { RepositoryOptions, SandboxRepository } from '@deployment-automator/sandbox';
import { type DockerRegistry, startDockerRegistry } from '../parts/docker-registry.ts';
import { freePort } from '../parts/free-port.ts';
import { type GitServer, startGitHttpBackend } from '../parts/git-http-backend.ts';
import { type RedisServer, startRedisServer } from '../parts/redis-server.ts';
import { type Automator, serve, temporaryFolder } from './automator.ts';
import { git } from './person.ts';

/** Where the service keeps its queue and store: the same suite runs on both. */
export type Mode = 'embedded' | 'redis';
export const modes: readonly Mode[] = ['embedded', 'redis'];

/** The real parts' programs, as `findPart` gave them. */
export interface Parts {
  readonly registry: string;
  readonly redis: string;
}

export interface WorldOptions {
  readonly mode: Mode;
  readonly parts: Parts;
  readonly files: (registryHost: string) => RepositoryOptions['files'];
  /** Added to the config repo's entry, one `key: value` a line. Default: `writeBack: commit`. */
  readonly repoOptions?: readonly string[];
  /** Of the config repo and of the registry. Default: 5s. */
  readonly pollInterval?: string;
  /** How many services run; in the embedded mode there is one. Default: 1, with Redis 2. */
  readonly services?: number;
  /** Whether the registry reports its pushes to the first service. Default: true. */
  readonly registryNotifies?: boolean;
}

/** A registry, a git server and a Redis, all real, and the services between them. */
export interface World {
  readonly registry: DockerRegistry;
  readonly redis: RedisServer | undefined;
  readonly repository: SandboxRepository;
  /** With credentials, for a person's clone. */
  readonly cloneUrl: string;
  /** Gone when the world ends. */
  readonly folder: string;
  /** The services that run. */
  readonly services: Automator[];
  /** Starts all services, or those that were ended. */
  start(env?: NodeJS.ProcessEnv): Promise<void>;
  /** Ends all services, or those given. @returns their exit codes, null for one that a signal ended */
  stop(signal: NodeJS.Signals, services?: readonly Automator[]): Promise<(number | null)[]>;
  /** Sends a webhook as the registry would. @returns the status */
  notify(repository: string, tag: string, service?: number): Promise<number>;
  /** A file of the remote branch. */
  file(path: string): Promise<string>;
  /** Subjects of the remote branch's commits, newest first. */
  subjects(): Promise<string[]>;
  head(): Promise<string>;
  /** How often a repository's tags were listed. */
  listings(repository?: string): number;
  close(): Promise<void>;
}

export const gitCredentials = { username: 'automator', password: 'correct-horse' } as const;
const hookSecret = 'Bearer registry-hook-secret';

export async function openWorld(options: WorldOptions): Promise<World> {
  const { mode, parts, pollInterval = '5s', repoOptions = ['writeBack: commit'] } = options;
  const count = mode === 'embedded' ? 1 : (options.services ?? 2);
  const folder = await temporaryFolder();
  const ports = await Promise.all(Array.from({ length: count }, freePort));
  const hooks = `http://127.0.0.1:${ports[0]}/webhooks/registry/distribution`;
  const registry = await startDockerRegistry(parts.registry, {
    notifications:
      options.registryNotifies === false ? [] : [{ url: hooks, headers: { authorization: hookSecret } }],
  });
  const gitServer: GitServer = await startGitHttpBackend({ credentials: gitCredentials });
  const repository = await gitServer.createRepository('config', {
    defaultBranch: 'main',
    files: options.files(registry.host) ?? {},
  });
  const redis = mode === 'redis' ? await startRedisServer(parts.redis) : undefined;
  const config = configText({
    redisUrl: redis?.url,
    url: repository.url,
    host: registry.host,
    pollInterval,
    repoOptions,
  });
  const services: Automator[] = [];

  const stop: World['stop'] = (signal, ending = [...services]) => {
    for (const service of ending) services.splice(services.indexOf(service), 1);
    return Promise.all(ending.map((service) => service.end(signal)));
  };
  return {
    registry,
    redis,
    repository,
    cloneUrl: repository.url.replace('//', `//${gitCredentials.username}:${gitCredentials.password}@`),
    folder: folder.path,
    services,
    start: async (env = {}) => {
      for (const [at, port] of ports.entries()) {
        if (services.some(({ url }) => url.endsWith(`:${port}`))) continue;
        const dataDir = join(folder.path, `data-${at}`);
        services.splice(at, 0, await serve({ config, port, dataDir, env }));
      }
    },
    stop,
    notify: async (name, tag, service = 0) => {
      const answer = await fetch(`http://127.0.0.1:${ports[service]}/webhooks/registry/distribution`, {
        method: 'POST',
        headers: {
          authorization: hookSecret,
          'content-type': 'application/vnd.docker.distribution.events.v1+json',
        },
        body: JSON.stringify({ events: [pushEvent(registry.host, name, tag)] }),
      });
      await answer.arrayBuffer();
      return answer.status;
    },
    file: async (path) => `${await git(repository.path, 'show', `main:${path}`)}\n`,
    subjects: async () => (await git(repository.path, 'log', '--format=%s', 'main')).split('\n'),
    head: () => git(repository.path, 'rev-parse', 'main'),
    listings: (name = '') =>
      registry.requests().filter(({ method, path }) => method === 'GET' && path.includes(`${name}/tags/list`))
        .length,
    close: async () => {
      await stop('SIGKILL');
      await registry.close();
      await gitServer.close();
      await redis?.close();
      await folder.remove();
    },
  };
}

function configText(facts: {
  redisUrl: string | undefined;
  url: string;
  host: string;
  pollInterval: string;
  repoOptions: readonly string[];
}): string {
  return `${facts.redisUrl === undefined ? '' : `redisUrl: ${facts.redisUrl}\n`}api: { open: true }
configRepos:
  - name: config
    url: ${facts.url}
    pollInterval: ${facts.pollInterval}
    credentials: { username: ${gitCredentials.username}, password: ${gitCredentials.password} }
${facts.repoOptions.map((line) => `    ${line}\n`).join('')}registries:
  - host: ${facts.host}
    plainHttp: true
    pollInterval: ${facts.pollInterval}
webhooks:
  registry:
    distribution: { headers: { authorization: "${hookSecret}" } }
`;
}

/** As distribution's notifications describe a pushed manifest. */
function pushEvent(host: string, repository: string, tag: string): object {
  return {
    id: `${repository}:${tag}:${Math.random()}`,
    timestamp: new Date().toISOString(),
    action: 'push',
    target: {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: `sha256:${'0'.repeat(64)}`,
      repository,
      url: `http://${host}/v2/${repository}/manifests/sha256:${'0'.repeat(64)}`,
      tag,
    },
    request: { id: 'request', addr: '127.0.0.1:1', host, method: 'PUT', useragent: 'test' },
  };
}
