import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Activity,
  activityPage,
  type ChangeSetsPage,
  changeSetsPage,
  health,
} from '@deployment-automator/api-schema';
import {
  type SandboxGitServer,
  type SandboxRegistry,
  startSandboxGitServer,
  startSandboxRegistry,
} from '@deployment-automator/sandbox';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadConfig, readSecretFile } from '../../src/config/index.ts';
import { type Service, startService } from '../../src/service/index.ts';
import { createLog } from '../../src/telemetry/index.ts';
import { findRedisServer, RealRedis } from '../real-redis.ts';
import { deployment } from './people-world.ts';

const binary = findRedisServer();

describe.skipIf(binary === undefined)('several processes on one Redis', { timeout: 60_000 }, () => {
  let redis: RealRedis;
  let registry: SandboxRegistry;
  let git: SandboxGitServer;
  let dir: string;
  const services: Service[] = [];

  beforeAll(async () => {
    redis = await RealRedis.start(binary ?? '');
    registry = await startSandboxRegistry();
    registry.seed('acme/web', ['1.0.0']);
    git = await startSandboxGitServer();
    dir = mkdtempSync(join(tmpdir(), 'automator-shared-'));
    const files = {
      'web.yaml': deployment('web', `${registry.host}/acme/web:1.0.0`, ['automator/tag: semver:^1']),
    };
    const repository = await git.createRepository('config', { defaultBranch: 'main', files });
    for (const name of ['one', 'two']) {
      const source = JSON.stringify({
        listen: '127.0.0.1:0',
        dataDir: join(dir, name),
        redisUrl: redis.url,
        api: { open: true },
        configRepos: [{ name: 'production', url: repository.url, writeBack: 'commit', pollInterval: '1s' }],
        registries: [{ host: registry.host, plainHttp: true, pollInterval: '1h' }],
        webhooks: { registry: { generic: { tokens: ['hook-token'] } } },
      });
      const config = loadConfig('automator.yaml', source, { env: {}, readFile: readSecretFile });
      services.push(await startService({ config, log: createLog({ write: () => undefined }) }));
    }
  }, 60_000);

  afterAll(async () => {
    await Promise.all(services.map((service) => service.stop()));
    await git?.close();
    await registry?.close();
    await redis?.stop();
    if (dir !== undefined) rmSync(dir, { recursive: true, force: true });
  });

  async function fromEach<T>(path: string, read: (body: unknown) => T): Promise<T[]> {
    return Promise.all(services.map(async ({ url }) => read(await (await fetch(`${url}${path}`)).json())));
  }
  const activities = (): Promise<(readonly Activity[])[]> =>
    fromEach('/api/v1/activity?limit=500', (body) => activityPage.parse(body).items);
  const changeSets = (): Promise<ChangeSetsPage[]> =>
    fromEach('/api/v1/change-sets', (body) => changeSetsPage.parse(body));

  it('show the same: what happened, what was written, and how it came about', async () => {
    await vi.waitFor(
      async () => {
        const [all] = await activities();
        expect(all?.some(({ kind }) => kind === 'check')).toBe(true);
        // What each process looks at when it starts is over.
        for (const { url } of services) expect((await fetch(`${url}/readyz`)).status).toBe(200);
        for (const { queue } of await fromEach('/api/v1/health', (body) => health.parse(body))) {
          expect(queue).toEqual({ waiting: 0, running: 0 });
        }
      },
      { timeout: 30_000, interval: 200 },
    );
    await registry.push('acme/web', '1.1.0');
    const hook = await fetch(`${services[0]?.url}/webhooks/registry/generic/hook-token`, {
      method: 'POST',
      body: JSON.stringify({ image: `${registry.host}/acme/web:1.1.0` }),
      headers: { 'content-type': 'application/json' },
    });
    expect(hook.status).toBe(202);
    await vi.waitFor(
      async () => {
        for (const { items } of await changeSets()) {
          expect(items.map(({ trigger, steps }) => [trigger, steps.map(({ name }) => name)])).toEqual([
            ['webhook', ['noticed', 'listed', 'written']],
          ]);
        }
      },
      { timeout: 30_000, interval: 200 },
    );
    const [one, two] = await changeSets();
    expect(two).toEqual(one);
    await vi.waitFor(
      async () => {
        const [here, there] = await activities();
        expect(there).toEqual(here);
        expect(here?.map(({ kind }) => kind)).toContain('commit');
      },
      { timeout: 10_000, interval: 200 },
    );
    const [all = []] = await activities();
    // Both processes read each commit, and one of them pushed the second one.
    const read = all.flatMap(({ kind, commit }) => (kind === 'config-repo' ? [commit] : []));
    expect(new Set(read).size).toBe(read.length);
    expect(all.filter(({ kind }) => kind === 'commit')).toHaveLength(1);
  });

  it('say so when Redis is away, and are well again after it', async () => {
    await redis.kill();
    const away = await fetch(`${services[0]?.url}/api/v1/activity`);
    expect([away.status, await away.json()]).toMatchObject([503, { code: 'redis-unreachable' }]);
    await redis.startEmpty();
    await vi.waitFor(
      async () => {
        for (const seen of await fromEach('/api/v1/health', (body) => health.parse(body))) {
          expect([seen.mode, seen.faults]).toEqual(['redis', []]);
        }
      },
      { timeout: 30_000, interval: 500 },
    );
  });
});
