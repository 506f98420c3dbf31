import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startSandboxForge,
  startSandboxGitServer,
  startSandboxRegistry,
} from '@deployment-automator/sandbox';
import { loadConfig, readSecretFile } from '../config/index.ts';
import { startService } from '../service/index.ts';
import type { Log } from '../telemetry/index.ts';
import { demoConfig, demoManifest } from './demo-files.ts';

/** A pull request of the demo, as a person sees it. */
export interface DemoPull {
  readonly number: number;
  readonly title: string;
  readonly body: string;
}

/** A registry, a git server, a forge and the service, all in this process, on the embedded defaults. */
export interface Demo {
  /** The image that the manifest deploys, without a tag. */
  readonly image: string;
  readonly serviceUrl: string;
  readonly registryUrl: string;
  readonly gitUrl: string;
  /** The bare repository's folder. */
  readonly gitDir: string;
  push(tag: string): Promise<void>;
  /** The pull requests that are open. */
  pulls(): Promise<readonly DemoPull[]>;
  /** Merges one, as a person would. */
  merge(number: number): Promise<void>;
  stop(): Promise<void>;
}

export const demoRepository = 'me/helloworld';

const onForge = 'me/config';

export async function startDemo(log: Log): Promise<Demo> {
  const dataDir = mkdtempSync(join(tmpdir(), 'automator-demo-'));
  const servicePort = await freePort();
  const hookUrl = `http://127.0.0.1:${servicePort}/webhooks/registry/distribution`;
  const hookSecret = 'Bearer demo';
  const registry = await startSandboxRegistry({
    notifications: [{ url: hookUrl, headers: { authorization: hookSecret } }],
  });
  const image = `${registry.host}/${demoRepository}`;
  await registry.push(demoRepository, '1.0.0');
  const git = await startSandboxGitServer();
  // What runs in staging takes commits; production wants a person to agree.
  const files = {
    'staging/deployment.yaml': demoManifest(`${image}:1.0.0`),
    'production/deployment.yaml': demoManifest(`${image}:1.0.0`, ['automator/write-back: pull-request']),
  };
  const repository = await git.createRepository('config', { defaultBranch: 'main', files });
  const forge = await startSandboxForge({ kind: 'github', git: repository, repository: onForge });
  const source = demoConfig({
    servicePort,
    dataDir,
    gitUrl: repository.url,
    forge: { apiUrl: forge.apiUrl, repository: onForge, token: forge.token },
    registryHost: registry.host,
    hookSecret,
  });
  const config = loadConfig('automator.yaml', source, { env: {}, readFile: readSecretFile });
  const service = await startService({ config, log });
  return {
    image,
    serviceUrl: service.url,
    registryUrl: registry.url,
    gitUrl: repository.url,
    gitDir: repository.path,
    push: async (tag) => {
      await registry.push(demoRepository, tag);
    },
    pulls: async () => (await forge.pulls()).filter(({ state }) => state === 'open'),
    merge: async (number) => {
      await forge.person.merge(number);
    },
    stop: async () => {
      await service.stop();
      await forge.close();
      await git.close();
      await registry.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The registry must know the service's address before the service can know the registry's. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
