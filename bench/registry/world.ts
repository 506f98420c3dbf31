import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type SandboxRegistry,
  type SandboxRepository,
  startSandboxGitServer,
  startSandboxRegistry,
} from '@deployment-automator/sandbox';
import { run } from '../webhook-to-commit/run-command.ts';
import { filesOf, imageAt, imageCount, repoNames } from './config-repos.ts';

/** A registry behind a token service, and the config repos on a git server; all in this process. */
export interface World {
  readonly registry: SandboxRegistry;
  /** The file that the service is started with. */
  readonly configFile: string;
  readonly port: number;
  /** How many commits all config repos have together. */
  commits(): Promise<number>;
  close(): Promise<void>;
}

const credentials = { username: 'automator', password: 'correct-horse' };
export const hookSecret = 'Bearer registry-hook-secret';
/** Long enough for a webhook between two polls. */
export const pollSeconds = 20;

export async function openWorld(port: number): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'automator-bench-'));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', removeFolder);
  const registry = await startSandboxRegistry({ auth: 'bearer', credentials });
  for (let at = 0; at < imageCount; at++) registry.seed(imageAt(at), ['1.0.0', 'latest']);
  const git = await startSandboxGitServer({ root: join(folder, 'git'), credentials });
  const repositories: SandboxRepository[] = [];
  for (const [at, name] of repoNames.entries()) {
    const files = filesOf(at, registry.host);
    repositories.push(await git.createRepository(name, { defaultBranch: 'main', files }));
  }
  const configFile = join(folder, 'automator.yaml');
  const entries = repositories.map(({ url }, at) => ({
    name: repoNames[at],
    url,
    credentials,
    writeBack: 'commit',
    pollInterval: '1h',
  }));
  const entry = {
    host: registry.host,
    plainHttp: true,
    credentials,
    pollInterval: `${pollSeconds}s`,
    limits: { concurrency: 8, perSecond: 200 },
  };
  // JSON is YAML too.
  const config = {
    listen: `127.0.0.1:${port}`,
    dataDir: join(folder, 'data'),
    api: { open: true },
    configRepos: entries,
    registries: [entry],
    webhooks: { registry: { distribution: { headers: { authorization: hookSecret } } } },
  };
  writeFileSync(configFile, JSON.stringify(config));
  return {
    registry,
    configFile,
    port,
    commits: async () => {
      const counts = repositories.map(({ path }) => run('git', ['-C', path, 'rev-list', '--count', 'main']));
      return (await Promise.all(counts)).reduce((sum, count) => sum + Number(count), 0);
    },
    close: async () => {
      await git.close();
      await registry.close();
      removeFolder();
    },
  };
}
