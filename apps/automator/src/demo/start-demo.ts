import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandboxGitServer, startSandboxRegistry } from '@deployment-automator/sandbox';
import { loadConfig, readSecretFile } from '../config/index.ts';
import { startService } from '../service/index.ts';
import type { Log } from '../telemetry/index.ts';
import { demoConfig, demoManifest } from './demo-files.ts';

/** A registry, a git server and the service, all in this process, on the embedded defaults. */
export interface Demo {
  /** The image that the manifest deploys, without a tag. */
  readonly image: string;
  readonly serviceUrl: string;
  readonly registryUrl: string;
  readonly gitUrl: string;
  /** The bare repository's folder. */
  readonly gitDir: string;
  push(tag: string): Promise<void>;
  stop(): Promise<void>;
}

export const demoRepository = 'me/helloworld';

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
  const files = { 'deployment.yaml': demoManifest(`${image}:1.0.0`) };
  const repository = await git.createRepository('config', { defaultBranch: 'main', files });
  const source = demoConfig({
    servicePort,
    dataDir,
    gitUrl: repository.url,
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
    stop: async () => {
      await service.stop();
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
