import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type SandboxRegistry,
  type SandboxRegistryOptions,
  type SandboxRepository,
  startSandboxRegistry,
} from '@deployment-automator/sandbox';
import { freePort } from '../parts/free-port.ts';
import { startGitHttpBackend } from '../parts/git-http-backend.ts';
import { type Automator, type Ended, runAutomator, serve, temporaryFolder } from './automator.ts';
import { git } from './person.ts';
import { gitCredentials } from './world.ts';

/** `automator.yaml` by its top-level keys, without `listen` and `dataDir`. */
export type Settings = Readonly<Record<string, unknown>>;

/** A git server with basic authentication, any number of sandbox registries and services, and a folder for it all. */
export interface Site {
  readonly folder: string;
  openRegistry(options?: SandboxRegistryOptions): Promise<SandboxRegistry>;
  /** A config repo with one commit on `main`. */
  createRepository(name: string, files: Readonly<Record<string, string>>): Promise<SandboxRepository>;
  /** Runs one command to its end, with these settings in the `automator.yaml` of its folder. */
  command(settings: Settings, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended>;
  /** Starts a service. */
  serve(settings: Settings, options?: { port?: number; env?: NodeJS.ProcessEnv }): Promise<Automator>;
  /** Ends everything, newest first. */
  close(): Promise<void>;
}

export async function openSite(): Promise<Site> {
  const folder = await temporaryFolder();
  const gitServer = await startGitHttpBackend({ credentials: gitCredentials });
  const closings = [folder.remove, gitServer.close];

  return {
    folder: folder.path,
    openRegistry: async (options) => {
      const registry = await startSandboxRegistry(options);
      closings.push(() => registry.close());
      return registry;
    },
    createRepository: (name, files) => gitServer.createRepository(name, { defaultBranch: 'main', files }),
    command: async (settings, args, env = {}) => {
      await writeFile(join(folder.path, 'automator.yaml'), settingsText(settings));
      return runAutomator(args, { cwd: folder.path, env });
    },
    serve: async (settings, { port, env = {} } = {}) => {
      const service = await serve({
        config: settingsText(settings),
        port: port ?? (await freePort()),
        dataDir: join(folder.path, 'data'),
        env,
      });
      closings.push(async () => void (await service.end('SIGKILL')));
      return service;
    },
    close: async () => {
      for (const close of closings.splice(0).reverse()) await close();
    },
  };
}

/** Each value as JSON, which is YAML too. */
export function settingsText(settings: Settings): string {
  return Object.entries(settings)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('');
}

/** A config repo's entry in the settings: direct commits, looked at every second. */
export function configRepo(
  name: string,
  { url }: Pick<SandboxRepository, 'url'>,
  options: Settings = {},
): Settings {
  return { name, url, credentials: gitCredentials, writeBack: 'commit', pollInterval: '1s', ...options };
}

/** A registry's entry in the settings. */
export function plainRegistry({ host }: Pick<SandboxRegistry, 'host'>, options: Settings = {}): Settings {
  return { host, plainHttp: true, pollInterval: '1s', ...options };
}

/** A file of the branch `main` of a bare repository. */
export async function fileOf({ path }: SandboxRepository, file: string): Promise<string> {
  return `${await git(path, 'show', `main:${file}`)}\n`;
}
