import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type SandboxGitServer,
  type SandboxRegistry,
  startSandboxGitServer,
  startSandboxRegistry,
} from '@deployment-automator/sandbox';

const automator: string = fileURLToPath(
  import.meta.resolve('@deployment-automator/automator/bin/automator.mjs'),
);

/** Services that know different numbers of images, from one registry. */
export interface World {
  /** Starts a service whose config repo has a file an image, and waits until it has listed every image once. */
  startService(images: number): Promise<Service>;
  close(): Promise<void>;
}

export interface Service {
  /** Where the page is. */
  readonly url: string;
  readonly images: number;
}

export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'automator-bench-'));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', removeFolder);
  let listings = 0;
  const registry = await startSandboxRegistry({
    onRequest: ({ path }) => {
      if (path.includes('/tags/list')) listings += 1;
    },
  });
  const git = await startSandboxGitServer({ root: join(folder, 'git') });
  const stops: (() => Promise<unknown>)[] = [];
  return {
    startService: async (images) => {
      const before = listings;
      const { url, stop } = await startService({ folder, registry, git, images });
      stops.push(stop);
      await everyImageListed(url, images, () => listings - before);
      return { url, images };
    },
    close: async () => {
      for (const stop of stops) await stop();
      await git.close();
      await registry.close();
      removeFolder();
    },
  };
}

interface Parts {
  readonly folder: string;
  readonly registry: SandboxRegistry;
  readonly git: SandboxGitServer;
  readonly images: number;
}

async function startService(parts: Parts): Promise<{ url: string; stop(): Promise<void> }> {
  const { folder, registry, git, images } = parts;
  const files: Record<string, string> = {};
  for (let at = 0; at < images; at++) {
    const name = `team-${at % 97}/app-${String(at).padStart(5, '0')}`;
    registry.seed(name, at % 3 === 0 ? ['1.0.0', '1.1.0', 'latest'] : ['0.9.0', '1.0.0', 'latest']);
    files[`clusters/c${at % 7}/${name}.yaml`] = manifest(at, `${registry.host}/${name}:1.0.0`);
  }
  const repository = await git.createRepository(`config-${images}`, { defaultBranch: 'main', files });
  const port = await freePort();
  const home = join(folder, String(images));
  mkdirSync(home);
  // JSON is YAML too.
  const config = {
    listen: `127.0.0.1:${port}`,
    dataDir: join(home, 'data'),
    api: { open: true },
    configRepos: [{ name: 'production', url: repository.url, pollInterval: '1h', writeBack: 'observe' }],
    registries: [
      {
        host: registry.host,
        plainHttp: true,
        pollInterval: '12h',
        limits: { concurrency: 32, perSecond: 5000 },
      },
    ],
  };
  const configFile = join(home, 'automator.yaml');
  writeFileSync(configFile, JSON.stringify(config));
  const child = spawn(process.execPath, [automator, 'serve', '--config', configFile], {
    env: { ...process.env, AUTOMATOR_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.prependOnceListener('exit', () => void child.kill('SIGKILL'));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Until no state waits for the registry's first answer any more. The service is asked only when it has asked for all. */
async function everyImageListed(url: string, images: number, listings: () => number): Promise<void> {
  const end = performance.now() + 600_000;
  while (listings() < images && performance.now() < end) await sleep(250);
  for (;;) {
    const answer = await fetch(`${url}api/v1/images?limit=1`).catch(() => undefined);
    if (answer?.ok) {
      const { counts } = (await answer.json()) as { counts: Partial<Record<string, number>> };
      const { unknown = 0, ...known } = counts;
      const listed = Object.values(known).reduce<number>((sum, count = 0) => sum + count, 0);
      if (unknown === 0 && listed === images) return;
    }
    if (performance.now() > end) throw new Error(`the service has not listed ${images} images in 10 minutes`);
    await sleep(1000);
  }
}

function manifest(at: number, image: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${at}
  annotations:
    automator/tag: semver:^1
spec:
  template:
    spec:
      containers:
        - name: web
          image: ${image}
`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
