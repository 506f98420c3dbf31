import { chmod, mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import {
  type SandboxForge,
  type SandboxForgeKind,
  type SandboxRegistry,
  type SandboxRepository,
  startSandboxForge,
} from '@deployment-automator/sandbox';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findPart } from './parts/find-part.ts';
import { freePort } from './parts/free-port.ts';
import { type RedisServer, startRedisServer } from './parts/redis-server.ts';
import { deployment } from './world/manifests.ts';
import { git } from './world/person.ts';
import { configRepo, openSite, plainRegistry, type Settings, type Site } from './world/site.ts';

const redisPart = findPart('redis-server');
const kinds: readonly SandboxForgeKind[] = [
  'github',
  'gitlab',
  'gitea',
  'bitbucket',
  'bitbucket-server',
  'azure-devops',
];
const registryCredentials = { username: 'acme', password: 'planted-registry-password' };

interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly message: string;
  readonly next?: string;
}

let site: Site;
let registry: SandboxRegistry;
let repository: SandboxRepository;
let closings: (() => Promise<unknown>)[];
beforeEach(async () => {
  closings = [];
  site = await openSite();
  registry = await site.openRegistry({ credentials: registryCredentials });
  registry.seed('acme/web', ['1.4.0', '1.5.0']);
  repository = await site.createRepository('config', {
    'web.yaml': deployment(`${registry.host}/acme/web:1.4.0`),
  });
});
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
  await site.close();
});

async function doctor(settings: Settings, env: NodeJS.ProcessEnv = {}) {
  const { code, stdout, stderr } = await site.command(settings, ['doctor', '--json'], env);
  const findings = stdout
    .trimEnd()
    .split('\n')
    .map((line): Finding => JSON.parse(line));
  return {
    code,
    stdout,
    stderr,
    findings,
    failed: findings.filter(({ ok }) => !ok).map(({ check }) => check),
  };
}

async function openForge(kind: SandboxForgeKind): Promise<{ forge: SandboxForge; path: string }> {
  const path = kind === 'azure-devops' ? 'acme/project/_git/config' : 'acme/config';
  const forge = await startSandboxForge({ kind, git: repository, repository: path });
  closings.push(() => forge.close());
  return { forge, path };
}

async function holdPort(): Promise<number> {
  const port = await freePort();
  const server = await new Promise<Server>((resolve) => {
    const taken: Server = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1', () =>
      resolve(taken),
    );
  });
  closings.push(() => new Promise((resolve) => server.close(resolve)));
  return port;
}

describe('all is well', () => {
  test('on every forge: 0, each check with a message, and nothing is written', async () => {
    const forges = await Promise.all(kinds.map(openForge));
    const before = await git(repository.path, 'for-each-ref');
    const { code, stderr, findings } = await doctor({
      listen: `127.0.0.1:${await freePort()}`,
      configRepos: forges.map(({ forge, path }, at) =>
        configRepo(kinds[at] ?? '', repository, {
          writeBack: 'pull-request',
          forge: {
            kind: kinds[at],
            token: forge.token,
            apiUrl: forge.apiUrl,
            repository: path,
            username: 'automator',
          },
        }),
      ),
      registries: [plainRegistry(registry, { credentials: registryCredentials })],
      webhooks: { registry: { quay: { tokens: ['planted-hook-token'] } } },
    });
    expect(findings.filter(({ ok, next }) => !ok || next !== undefined)).toEqual([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const finding of findings) expect(Object.keys(finding)).toEqual(['check', 'ok', 'message']);
    expect(findings.map(({ check }) => check)).toEqual([
      'node',
      'git',
      'environment',
      'config',
      'dataDir',
      'listen',
      ...kinds.flatMap((kind) => [
        `config repo ${kind}`,
        `push to ${kind}`,
        `bindings of ${kind}`,
        `forge of ${kind}`,
      ]),
      'webhook registry quay',
      `registry ${registry.host}`,
    ]);
    const said = new Map(findings.map(({ check, message }) => [check, message]));
    expect(said.get(`registry ${registry.host}`)).toContain('lists 2 tags');
    expect(said.get('bindings of gitea')).toBe('1 image fields are bound in 1 files');
    expect(await git(repository.path, 'for-each-ref')).toBe(before);
    for (const { forge } of forges) expect(await forge.pulls()).toEqual([]);
  });

  test.skipIf(redisPart === undefined)('with Redis, of whose memory it warns', async () => {
    const redis: RedisServer = await startRedisServer(redisPart ?? '');
    closings.push(() => redis.close());
    const { code, findings } = await doctor({
      listen: `127.0.0.1:${await freePort()}`,
      redisUrl: redis.url,
      configRepos: [configRepo('config', repository)],
      registries: [plainRegistry(registry, { credentials: registryCredentials })],
    });
    expect(findings.find(({ check }) => check === 'redis')).toMatchObject({ ok: true, message: /answers/ });
    expect(code).toBe(0);
  });
});

describe('something is wrong', () => {
  test('everything at once: 1, each failure with its next step, and no secret', async () => {
    const { forge, path } = await openForge('gitea');
    const dataDir = join(site.folder, 'sealed');
    await mkdir(dataDir);
    await chmod(dataDir, 0o500);
    const isRoot = process.getuid?.() === 0;
    const port = await holdPort();
    const { code, stdout, stderr, findings, failed } = await doctor(
      {
        listen: `127.0.0.1:${port}`,
        dataDir: isRoot ? '/dev/null/data' : dataDir,
        redisUrl: 'redis://:planted-redis-password@127.0.0.1:1',
        api: { tokens: ['${NO_SUCH_VARIABLE}'] },
        configRepos: [
          configRepo('token', repository, {
            writeBack: 'pull-request',
            credentials: { username: 'automator', password: 'planted-git-password' },
            forge: { kind: 'gitea', token: 'planted-forge-token', apiUrl: forge.apiUrl, repository: path },
          }),
          configRepo('branch', repository, { branch: 'nowhere' }),
          configRepo('url', { url: repository.url.replace('config', 'confog') }),
          configRepo('signing', repository, {
            commit: { signing: { format: 'ssh', keyFile: join(site.folder, 'no-key') } },
          }),
        ],
        registries: [
          plainRegistry(registry, {
            credentials: { ...registryCredentials, password: 'planted-wrong-password' },
          }),
          plainRegistry({ host: '127.0.0.1:1' }),
        ],
        webhooks: { registry: { quay: {} }, forge: { gitea: {} } },
      },
      { AUTOMATOR_FREEZE: '1' },
    );
    expect(failed).toEqual([
      'dataDir',
      'listen',
      'redis',
      'config repo token',
      'forge of token',
      'config repo branch',
      'config repo url',
      'signing of signing',
      'webhook registry quay',
      'webhook forge gitea',
      'registry 127.0.0.1:1',
      `registry ${registry.host}`,
    ]);
    expect(findings.filter(({ ok, next }) => ok && next !== undefined).map(({ check }) => check)).toEqual([
      'environment',
      'freeze',
    ]);
    for (const { ok, message, next = '' } of findings) {
      expect(message).toMatch(/\S/);
      if (!ok) expect(next).toMatch(/\S/);
    }
    expect(stdout).not.toContain('planted');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  test('a reader may not push: 1', async () => {
    await git(repository.path, 'config', 'http.receivepack', 'false');
    const { code, findings } = await doctor({
      listen: `127.0.0.1:${await freePort()}`,
      configRepos: [configRepo('config', repository)],
      registries: [plainRegistry(registry, { credentials: registryCredentials })],
    });
    const push = findings.find(({ check }) => check === 'push to config');
    expect(push).toMatchObject({ ok: false, next: expect.stringContaining('credentials:') });
    expect(code).toBe(1);
  });

  test('no configuration: 1, with what can be checked without', async () => {
    const { code, stdout } = await site.command({}, ['doctor', '--config', 'nowhere.yaml']);
    expect(stdout).toMatch(
      /^ok {4}node: .*\nok {4}git: .*\nfail {2}config: .*nowhere\.yaml\n {6}next: \S.*\n3 checks: /,
    );
    expect(code).toBe(1);
  });
});
