import { join } from 'node:path';
import { type SandboxForge, type SandboxRepository, startSandboxForge } from '@deployment-automator/sandbox';
import type { Browser } from 'playwright-core';
import { startChromium } from '../parts/chromium.ts';
import { type DockerRegistry, startDockerRegistry } from '../parts/docker-registry.ts';
import { freePort } from '../parts/free-port.ts';
import { startGitHttpBackend } from '../parts/git-http-backend.ts';
import { type Automator, serve, temporaryFolder } from './automator.ts';
import { openPage, type PageOptions, type WatchedPage } from './browser-page.ts';
import { startForwarder } from './forwarder.ts';
import { configRepo, type Settings, settingsText } from './site.ts';
import { gitCredentials } from './world.ts';

/** The registry's name in manifests. The service asks it through a proxy, which knows where it really is. */
export const registryName = 'registry.acme.example';
/** A registry that is known by name only: whoever asks it is told that it is out of order. */
export const brokenRegistryName = 'old-registry.acme.example';
/** What a person types into the page. */
export const personsToken = 'a-token-of-a-person';
const hookSecret = 'Bearer registry-hook-secret';

export interface DashboardParts {
  readonly registry: string;
  readonly chromium: string;
}

export interface RepoOptions {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** More of its entry in the settings. Default: direct commits. */
  readonly settings?: Settings;
  /** Default: none. */
  readonly forge?: 'gitea' | 'github';
}

export interface DashboardWorldOptions {
  readonly parts: DashboardParts;
  readonly repos: readonly RepoOptions[];
  /** Tags by repository that are in the registry before the service begins. Default: none. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
  /** Default: reading and acting both need the person's token. */
  readonly api?: Settings;
  /** The path under which a reverse proxy offers the service, such as `/automator/`. Default: no proxy. */
  readonly prefix?: string;
}

/** One config repo of the world. */
export interface WorldRepo {
  readonly repository: SandboxRepository;
  /** Only where the options asked for one. */
  readonly forge: SandboxForge | undefined;
}

/** A real registry that reports its pushes, a real git server, forges, the service and a browser to look at it. */
export interface DashboardWorld {
  /** Where the page is, with its last slash. */
  readonly url: string;
  readonly registry: DockerRegistry;
  readonly browser: Browser;
  /** Ends the service as if its machine had failed. */
  killService(): Promise<void>;
  /** Starts it again where it was, with what it had kept. */
  startService(): Promise<void>;
  repo(name: string): WorldRepo;
  openPage(options?: Omit<PageOptions, 'origin'>): Promise<WatchedPage>;
  close(): Promise<void>;
}

export async function openDashboardWorld(options: DashboardWorldOptions): Promise<DashboardWorld> {
  const closings: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closings.splice(0).reverse()) await end();
  };
  const owned = <Thing extends { close(): Promise<unknown> }>(thing: Thing): Thing => {
    closings.push(() => thing.close());
    return thing;
  };
  try {
    const folder = await temporaryFolder();
    closings.push(folder.remove);
    const port = await freePort();
    const registry = owned(
      await startDockerRegistry(options.parts.registry, {
        notifications: [
          {
            url: `http://127.0.0.1:${port}/webhooks/registry/distribution`,
            headers: { authorization: hookSecret },
          },
        ],
      }),
    );
    for (const [name, tags] of Object.entries(options.tags ?? {}))
      for (const tag of tags) await registry.push(name, tag);
    const proxy = owned(await startForwarder((url) => registryRoute(url, registry)));
    const gitServer = owned(await startGitHttpBackend({ credentials: gitCredentials }));
    const repos = new Map<string, WorldRepo>();
    const settings: Settings[] = [];
    for (const { name, files, forge: kind, settings: more = {} } of options.repos) {
      const repository = await gitServer.createRepository(name, { defaultBranch: 'main', files });
      const path = `acme/${name}`;
      const forge = kind && owned(await startSandboxForge({ kind, git: repository, repository: path }));
      repos.set(name, { repository, forge });
      settings.push(configRepo(name, repository, { ...(forge && forgeSettings(forge)), ...more }));
    }
    const start = (): Promise<Automator> =>
      serve({
        port,
        dataDir: join(folder.path, 'data'),
        config: settingsText({
          api: options.api ?? { tokens: [personsToken] },
          configRepos: settings,
          registries: [
            { ...plain(registryName, proxy.url), aliases: [registry.host] },
            plain(brokenRegistryName, proxy.url),
          ],
          webhooks: { registry: { distribution: { headers: { authorization: hookSecret } } } },
        }),
      });
    let service = await start();
    closings.push(() => service.end('SIGKILL'));
    const origin = options.prefix === undefined ? service.url : await offer(options.prefix, service, owned);
    const browser = owned(await startChromium(options.parts.chromium));
    return {
      url: new URL(options.prefix ?? '/', origin).href,
      registry,
      browser,
      killService: async () => void (await service.end('SIGKILL')),
      startService: async () => {
        service = await start();
      },
      repo: (name) => {
        const repo = repos.get(name);
        if (repo === undefined) throw new Error(`there is no config repo ${name}`);
        return repo;
      },
      openPage: (page = {}) => openPage(browser, { ...page, origin }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function registryRoute(url: string, registry: DockerRegistry): URL | number {
  const { hostname, pathname, search } = new URL(url);
  return hostname === registryName ? new URL(`${registry.url}${pathname}${search}`) : 503;
}

function plain(host: string, proxy: string): Settings {
  return { host, plainHttp: true, proxy, pollInterval: '30s' };
}

function forgeSettings({ kind, token, apiUrl, repository }: SandboxForge): Settings {
  return {
    writeBack: 'pull-request',
    limits: { newPullRequestsPerHour: 100 },
    forge: { kind, token, apiUrl, repository },
  };
}

/** @returns the origin of a reverse proxy that takes the prefix away */
async function offer(
  prefix: string,
  service: Automator,
  owned: <Thing extends { close(): Promise<unknown> }>(thing: Thing) => Thing,
): Promise<string> {
  const proxy = await startForwarder((url) =>
    url.startsWith(prefix) ? new URL(`${service.url}/${url.slice(prefix.length)}`) : 404,
  );
  return owned(proxy).url;
}
