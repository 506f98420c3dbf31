import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type SandboxForge,
  type SandboxRegistry,
  startSandboxForge,
  startSandboxGitServer,
  startSandboxRegistry,
} from '@deployment-automator/sandbox';
import { loadConfig, readSecretFile } from '../../src/config/index.ts';
import { type Service, startService } from '../../src/service/index.ts';
import { createLog } from '../../src/telemetry/index.ts';

/** A service on a registry, two config repos and a forge, all on this machine. */
export interface PeopleWorld {
  readonly registry: SandboxRegistry;
  readonly forge: SandboxForge;
  readonly token: string;
  /** The secret that stands in the config repos' URLs and credentials, nowhere else. */
  readonly password: string;
  /** Where the service listens now. */
  url(): string;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  post(path: string, body: unknown): Promise<Response>;
  /** Asks again and again until it is so. */
  until<T>(ask: () => Promise<T>, isSo: (value: T) => boolean): Promise<T>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

export function deployment(name: string, image: string, annotations: readonly string[]): string {
  const noted = annotations.map((line) => `    ${line}\n`).join('');
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  annotations:
${noted}spec:
  template:
    spec:
      containers:
        - name: ${name}
          image: ${image}
`;
}

const token = 'token-of-the-api';
const password = 'secret-of-the-git-server';

export async function openPeopleWorld(
  filesOf: (host: string) => Readonly<Record<'staging' | 'production', Readonly<Record<string, string>>>>,
): Promise<PeopleWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'automator-people-'));
  const registry = await startSandboxRegistry();
  const credentials = { username: 'automator', password };
  const git = await startSandboxGitServer({ credentials });
  const files = filesOf(registry.host);
  const staging = await git.createRepository('staging', { defaultBranch: 'main', files: files.staging });
  const production = await git.createRepository('production', {
    defaultBranch: 'main',
    files: files.production,
  });
  const forge = await startSandboxForge({ kind: 'github', git: production, repository: 'acme/production' });
  const repo = { credentials, pollInterval: '1s' };
  const config = loadConfig(
    'automator.yaml',
    JSON.stringify({
      listen: '127.0.0.1:0',
      dataDir,
      api: { tokens: [token] },
      configRepos: [
        { ...repo, name: 'staging', url: staging.url, writeBack: 'commit' },
        {
          ...repo,
          name: 'production',
          url: production.url,
          writeBack: 'pull-request',
          forge: { kind: 'github', apiUrl: forge.apiUrl, repository: 'acme/production', token: forge.token },
        },
      ],
      registries: [{ host: registry.host, plainHttp: true, pollInterval: '2s' }],
    }),
    { env: {}, readFile: readSecretFile },
  );
  const log = createLog({ write: () => undefined });
  let service: Service = await startService({ config, log });
  const ask = (path: string, init: RequestInit): Promise<Response> =>
    fetch(`${service.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
    });
  return {
    registry,
    forge,
    token,
    password,
    url: () => service.url,
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, body) =>
      ask(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    until: async (question, isSo) => {
      for (let left = 300; ; left -= 1) {
        const value = await question();
        if (isSo(value)) return value;
        if (left === 0) throw new Error(`it never became so: ${JSON.stringify(value)}`);
        await sleep(100);
      }
    },
    restart: async () => {
      await service.stop();
      service = await startService({ config, log });
    },
    close: async () => {
      await service.stop();
      await forge.close();
      await git.close();
      await registry.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
