import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from '@deployment-automator/sandbox';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DockerRegistry, registryCredentials, startDockerRegistry } from './parts/docker-registry.ts';
import { findPart } from './parts/find-part.ts';
import { freePort } from './parts/free-port.ts';
import { type RedisServer, startRedisServer } from './parts/redis-server.ts';
import { deployment } from './world/manifests.ts';
import { git } from './world/person.ts';
import { askRedis, redisMemory } from './world/redis-memory.ts';
import { configRepo, fileOf, openSite, plainRegistry, type Settings, type Site } from './world/site.ts';
import { waitUntil } from './world/wait-until.ts';
import { gitCredentials, type Mode, modes } from './world/world.ts';

const registryPart = findPart('docker-registry');
const redisPart = findPart('redis-server');
const parts =
  registryPart !== undefined && redisPart !== undefined
    ? { registry: registryPart, redis: redisPart }
    : undefined;

/** What must never be seen. Each is in use somewhere; the wrong ones are what somebody mistyped. */
const secrets = {
  gitPassword: gitCredentials.password,
  wrongGitPassword: 'mistyped+git/password',
  registryPassword: registryCredentials.password,
  wrongRegistryPassword: 'mistyped+registry/password',
  hookHeader: 'Bearer planted-hook-header',
  wrongHookHeader: 'Bearer mistyped-hook-header',
  hookToken: 'planted-hook-token',
  wrongHookToken: 'mistyped-hook-token',
  hookSecret: 'planted-hook-hmac-key',
  apiToken: 'planted-api-token',
  wrongApiToken: 'mistyped-api-token',
  redisPassword: 'planted-redis-password',
  wrongRedisPassword: 'mistyped-redis-password',
} as const;
const users = [gitCredentials.username, registryCredentials.username, 'default'];

/** Every form in which a secret travels or could be written down, by what it is. */
function needles(): [string, string][] {
  return Object.entries(secrets).flatMap(([name, secret]) => [
    [name, secret.replace(/^Bearer /, '')],
    [`${name} in a URL`, encodeURIComponent(secret)],
    [`${name} in a form`, new URLSearchParams({ '': secret }).toString().slice(1)],
    ...users.flatMap((user): [string, string][] => {
      const pair = Buffer.from(`${user}:${secret}`);
      return [
        [`${name} of ${user} in base64`, pair.toString('base64').replace(/=+$/, '')],
        [`${name} of ${user} in base64url`, pair.toString('base64url')],
      ];
    }),
  ]);
}

/** Says where which secret is, and never the secret itself. */
function leaksIn(where: string, content: string | Buffer): string[] {
  const bytes = Buffer.from(content);
  return needles().flatMap(([name, needle]) => (bytes.includes(needle) ? [`${name} is in ${where}`] : []));
}

async function leaksBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found: string[] = [];
  for (const file of files) {
    // Git deletes its lock files while they are listed.
    const content = await readFile(file).catch(() => '');
    found.push(...leaksIn(file, content));
  }
  expect(files).not.toHaveLength(0);
  return found;
}

test('the search finds a secret in every form', () => {
  const pair = Buffer.from(`automator:${secrets.wrongGitPassword}`);
  const forms = [
    secrets.wrongGitPassword,
    encodeURIComponent(secrets.wrongGitPassword),
    pair.toString('base64'),
    pair.toString('base64url'),
  ];
  for (const form of forms) expect(leaksIn('a text', `before ${form} after`)).not.toEqual([]);
  expect(leaksIn('a text', 'automator: wrongGitPassword')).toEqual([]);
});

describe.runIf(parts !== undefined).each(modes)('secrets stay home, %s', (mode: Mode) => {
  let site: Site;
  let registry: DockerRegistry;
  let redis: RedisServer | undefined;

  beforeEach(async () => {
    if (parts === undefined) throw new Error('the real parts are missing');
    site = await openSite();
    registry = await startDockerRegistry(parts.registry, { basicAuth: true });
    redis = mode === 'redis' ? await startRedisServer(parts.redis) : undefined;
    if (redis !== undefined) await askRedis(redis.url, `CONFIG SET requirepass ${secrets.redisPassword}`);
  });
  afterEach(async () => {
    await registry.close();
    await redis?.close();
    await site.close();
  });

  const redisSettings = (password: string): Settings =>
    redis === undefined ? {} : { redisUrl: redis.url.replace('//', `//:${password}@`) };

  /** A git on the PATH that writes down how it was called, where every user of the machine could read it. */
  async function observedGit(): Promise<{ calls: string; env: NodeJS.ProcessEnv }> {
    const calls = join(site.folder, 'git-calls');
    const bin = join(site.folder, 'bin-git');
    const file = join(bin, 'git');
    await writeFile(calls, '');
    await mkdir(bin);
    await writeFile(file, `#!/bin/sh\nprintf '%s\\n' "$*" >> '${calls}'\nPATH="\${PATH#*:}" exec git "$@"\n`);
    await chmod(file, 0o755);
    return { calls, env: { PATH: `${bin}:${process.env['PATH']}` } };
  }

  /** A registry that writes whatever it is sent into everything that it answers. */
  const echo: Fault = ({ headers }) => {
    const shown = headers['authorization'];
    if (shown === undefined) return { status: 401, headers: { 'www-authenticate': 'Basic realm="echo"' } };
    const body = `<html>${shown} ${Buffer.from(shown.replace('Basic ', ''), 'base64').toString()}</html>`;
    return { status: 200, headers: { 'content-type': `text/html; echo="${shown}"`, 'x-echo': shown }, body };
  };

  test('in logs, answers, metrics, commits, files, arguments and Redis, whatever happens', async () => {
    const refusing = await site.openRegistry({
      auth: 'basic',
      credentials: { username: 'puller', password: 'right' },
    });
    const bearer = await site.openRegistry({
      auth: 'bearer',
      credentials: { username: 'puller', password: 'right' },
    });
    const echoing = await site.openRegistry();
    echoing.answer(echo);
    const nowhere = { host: `127.0.0.1:${await freePort()}` };
    const image = `${registry.host}/me/web`;
    const before = deployment(`${image}:1.0.0`);
    const bad = (name: string, { host }: { host: string }) => deployment(`${host}/me/bad:1.0.0`, { name });
    const repository = await site.createRepository('config', {
      'bearer.yaml': bad('bearer', bearer),
      'echoing.yaml': bad('echoing', echoing),
      'nowhere.yaml': bad('nowhere', nowhere),
      'refusing.yaml': bad('refusing', refusing),
      'web.yaml': before,
    });
    const passwordFile = join(site.folder, 'registry-password');
    await writeFile(passwordFile, `${secrets.registryPassword}\n`);
    const username = registryCredentials.username;
    const fromFile = { credentials: { username, password: `\${file:${passwordFile}}` } };
    const wrong = { credentials: { username, password: secrets.wrongRegistryPassword } };
    const gitUser = { username: gitCredentials.username };
    const port = await freePort();
    const settings: Settings = {
      ...redisSettings(secrets.redisPassword),
      api: { tokens: [secrets.apiToken] },
      configRepos: [
        configRepo('wrong', repository, {
          credentials: { ...gitUser, password: secrets.wrongGitPassword },
        }),
        configRepo('down', { url: `http://${nowhere.host}/config.git` }),
        configRepo('config', repository, { credentials: { ...gitUser, password: '${GIT_PASSWORD}' } }),
      ],
      registries: [
        plainRegistry(registry, fromFile),
        plainRegistry(refusing, wrong),
        plainRegistry(bearer, wrong),
        plainRegistry(echoing, fromFile),
        plainRegistry(nowhere, fromFile),
      ],
      webhooks: {
        registry: {
          distribution: { headers: { authorization: secrets.hookHeader } },
          dockerhub: { tokens: [secrets.hookToken] },
          ghcr: { secrets: [secrets.hookSecret] },
        },
      },
    };
    const { calls, env } = await observedGit();
    const environment = {
      ...env,
      GIT_PASSWORD: secrets.gitPassword,
      AUTOMATOR_LOG_LEVEL: 'trace',
      // What an operator may have left in the environment while looking for a fault.
      GIT_TRACE_CURL: join(site.folder, 'git-trace'),
      GIT_TRACE_REDACT: '0',
    };
    await registry.push('me/web', '1.0.0');
    await registry.push('me/web', '1.1.0');

    const service = await site.serve(settings, { port, env: environment });
    await waitUntil('the commit', async () => (await fileOf(repository, 'web.yaml')).includes(':1.1.0'));
    const codes = ['git-unauthorized', 'git-unreachable', 'unauthorized', 'not-a-registry', 'unreachable'];
    await waitUntil('every fault', () =>
      codes.every((code) => service.log().some((line) => line['code'] === code)),
    );

    const answers: string[] = [];
    const ask = async (path: string, init: RequestInit, status: number): Promise<void> => {
      const answer = await fetch(`${service.url}${path}`, init);
      answers.push(`${JSON.stringify([...answer.headers])} ${await answer.text()}`);
      expect(`${path.slice(0, 99)} ${answer.status}`).toBe(`${path.slice(0, 99)} ${status}`);
    };
    const bearerToken = (token: string): RequestInit => ({ headers: { authorization: `Bearer ${token}` } });
    const post = (body: string | Buffer, headers: Record<string, string> = {}): RequestInit => ({
      method: 'POST',
      headers,
      body,
    });
    const hub = (token: string): string => `/webhooks/registry/dockerhub/${token}`;
    const distribution = '/webhooks/registry/distribution';
    await ask(distribution, post('{"events":[]}', { authorization: secrets.hookHeader }), 202);
    const named = [image, `${echoing.host}/me/bad`, `${bearer.host}/me/bad`].map((name) => ({
      action: 'push',
      target: { repository: name.slice(name.indexOf('/') + 1), tag: '9.9.9', mediaType: 'application/json' },
      request: { host: name.slice(0, name.indexOf('/')) },
    }));
    const pushed = post(JSON.stringify({ events: named }), { authorization: secrets.hookHeader });
    await ask(distribution, pushed, 202);
    await ask(distribution, post('{"events":[]}', { authorization: secrets.wrongHookHeader }), 401);
    await ask(distribution, post(secrets.hookToken, { authorization: secrets.hookHeader }), 400);
    await ask(`${distribution}?token=${secrets.hookToken}`, post('{}'), 401);
    const push = '{"push_data":{"tag":"1"},"repository":{"repo_name":"me/web"}}';
    await ask(hub(secrets.hookToken), post(push), 202);
    await ask(hub(secrets.hookToken), post('no JSON'), 400);
    await ask(hub(secrets.wrongHookToken), post(push), 401);
    await ask(hub(secrets.hookToken), post(Buffer.alloc(4 * 1024 * 1024)), 413);
    await ask(`${hub(secrets.hookToken)}/more`, post(push), 404);
    await ask(hub(`${secrets.hookToken}-${'x'.repeat(1000)}`), post(push), 414);
    await ask(hub(`%zz${secrets.hookToken}`), post(push), 400);
    await ask(hub(secrets.hookToken), {}, 404);
    await ask(`/webhooks/registry/unknown/${secrets.hookToken}`, post(push), 404);
    await ask(`/webhooks/forge/github/${secrets.hookToken}`, post(push), 404);
    await ask(`/webhooks/${secrets.hookToken}`, post(push), 404);
    await ask('/metrics', bearerToken(secrets.apiToken), 200);
    await ask('/metrics', bearerToken(secrets.wrongApiToken), 401);
    await ask(`/metrics?token=${secrets.apiToken}`, {}, 401);
    await ask('/readyz', {}, 200);
    await ask('/healthz', {}, 200);

    const commands: string[] = [];
    const explain = (name: string): string[] => ['explain', name, '--json'];
    const bads = [bearer, echoing, nowhere, refusing].map(({ host }) => explain(`${host}/me/bad`));
    for (const args of [['run', '--json'], ['run'], ['plan'], explain(image), ...bads]) {
      const { stdout, stderr } = await site.command(settings, args, environment);
      commands.push(stdout, stderr);
    }
    expect(commands.join('')).toContain('git-unauthorized');
    expect(commands.join('')).toContain(`requests for ${image}`);
    const held = redis === undefined ? '' : await redisMemory(redis.url, secrets.redisPassword);
    const commits = await git(repository.path, 'log', '--all', '-p', '--format=raw');
    const callsSeen = await readFile(calls, 'utf8');
    expect(callsSeen).toMatch(/^fetch .*\n(.*\n)*(-c \S+ )*push /m);

    expect([
      ...leaksIn("the service's output", service.output()),
      ...answers.flatMap((answer, at) => leaksIn(`answer ${at}`, answer)),
      ...leaksIn("the commands' output", commands.join('')),
      ...leaksIn('the commits', commits),
      ...leaksIn("git's arguments", callsSeen),
      ...leaksIn('Redis', held),
      ...(await leaksBelow(join(site.folder, 'data'))),
      ...leaksIn("git's trace", await readFile(join(site.folder, 'git-trace')).catch(() => '')),
    ]).toEqual([]);
  });
});

describe.runIf(parts !== undefined)('a Redis that refuses the password', () => {
  let site: Site;
  let redis: RedisServer;
  beforeEach(async () => {
    site = await openSite();
    redis = await startRedisServer(parts?.redis ?? '');
  });
  afterEach(async () => {
    await site.close();
    await redis.close();
  });

  test('is named in the log, and the password is not', async () => {
    await askRedis(redis.url, `CONFIG SET requirepass ${secrets.redisPassword}`);
    const registry = await site.openRegistry();
    const repository = await site.createRepository('config', {
      'web.yaml': deployment(`${registry.host}/me/web:1.0.0`),
    });
    const settings: Settings = {
      redisUrl: redis.url.replace('//', `//:${secrets.wrongRedisPassword}@`),
      configRepos: [configRepo('config', repository)],
      registries: [plainRegistry(registry)],
    };
    const service = await site.serve(settings);
    await waitUntil('the fault in the log', () => /WRONGPASS|NOAUTH/.test(service.output()));
    expect(service.output()).toContain(new URL(redis.url).host);
    const { code, stdout, stderr } = await site.command(settings, ['run', '--json']);
    expect(code).toBe(1);
    expect([...leaksIn('the log', service.output()), ...leaksIn('the output', stdout + stderr)]).toEqual([]);
  });
});
