import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxRegistry, SandboxRepository } from '@deployment-automator/sandbox';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root } from '../apps/automator/test/docs/pages.ts';
import { freePort } from './parts/free-port.ts';
import type { Ended } from './world/automator.ts';
import { deployment } from './world/manifests.ts';
import { configRepo, openSite, plainRegistry, type Settings, type Site } from './world/site.ts';
import { waitUntil } from './world/wait-until.ts';

/** Set to 1, the page is written anew instead of compared. */
const writes = process.env['AUTOMATOR_WRITE_DOCS'] === '1';
const page = join(root, 'docs/troubleshooting.md');
const begin = '<!-- printed by the tests: first errors -->\n';
const end = '<!-- end: first errors -->';

/** What each error says, in the order of the tests. */
const said: string[] = [];
const secrets = ['mistyped-token', 'planted-hook-token'];

let site: Site;
let registry: SandboxRegistry;
let repository: SandboxRepository;
let port: number;
beforeEach(async () => {
  site = await openSite();
  port = await freePort();
  registry = await site.openRegistry();
  registry.seed('acme/web', ['1.4.0', '1.5.0', 'latest']);
  repository = await site.createRepository('config', { 'web.yaml': web() });
});
afterEach(() => site.close());

const web = (policy = 'semver:^1.4'): string =>
  deployment(`${registry.host}/acme/web:1.4.0`, { name: 'web', annotations: [`automator/tag: ${policy}`] });

const settings = (repo: Settings = {}, others: Settings = {}): Settings => ({
  listen: `127.0.0.1:${port}`,
  configRepos: [configRepo('production', repository, repo)],
  registries: [plainRegistry(registry)],
  ...others,
});

/** What differs each time, as a reader would have it. */
function usual(text: string): string {
  return text
    .replaceAll(repository.url.replace(/\/config\.git$/, ''), 'https://git.example.org')
    .replaceAll(registry.host, 'registry.example.org')
    .replaceAll(`127.0.0.1:${port}`, '127.0.0.1:8080')
    .replaceAll(site.folder, '/srv/automator')
    .replaceAll(/"time":"[^"]*"/g, '"time":"2026-01-31T12:00:00.000Z"')
    .replaceAll(/after \d+ ms/g, 'after 1 ms')
    .replaceAll(/\b[0-9a-f]{40}\b/g, '3f2a9c0d5e6b7a8c9d0e1f2a3b4c5d6e7f8a9b0c');
}

/** Keeps what was printed for the page, and asks of it what every message owes its reader. */
function keep(
  title: string,
  command: string,
  output: string,
  owes: { what: RegExp; where: RegExp; next: RegExp },
) {
  const text = usual(output).trimEnd();
  expect(text).toMatch(owes.what);
  expect(text).toMatch(owes.where);
  expect(text).toMatch(owes.next);
  for (const secret of secrets) expect(text).not.toContain(secret);
  said.push(`### ${title}\n\n\`\`\`console\n$ ${command}\n${text}\n\`\`\``);
}

/** A command that fails, and what it printed. */
async function failing(command: string, options: Settings, code = 1): Promise<string> {
  const ended: Ended = await site.command(options, command.split(' '));
  expect(ended.code).toBe(code);
  return ended.stdout + ended.stderr;
}

async function writeFolder(files: Readonly<Record<string, string>>): Promise<void> {
  const folder = join(site.folder, 'clusters');
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

describe('the first errors say what, where and what next', () => {
  test('a wrong token for the config repo', async () => {
    const credentials = { username: 'automator', password: 'mistyped-token' };
    const output = await failing('run', settings({ credentials }));
    keep('The token of the config repo is wrong', 'automator run', output, {
      what: /did not accept the credentials/,
      where: /production {2}\[git-unauthorized\] https:\/\/git\.example\.org\/config\.git/,
      next: /next: .*credentials: of config repo "production"/,
    });
  });

  test('a wrong URL', async () => {
    const output = await failing('run', settings({ url: repository.url.replace('config', 'confog') }));
    keep('The URL of the config repo is wrong', 'automator run', output, {
      what: /no such repository/,
      where: /https:\/\/git\.example\.org\/confog\.git/,
      next: /next: .*url: .*config repo "production"/,
    });
  });

  test('a webhook whose secret is wrong, and one without any', async () => {
    const hooks = { quay: { tokens: ['planted-hook-token'] }, ghcr: {} };
    const { listen: _listen, ...rest } = settings({}, { webhooks: { registry: hooks } });
    const service = await site.serve(rest, { port });
    const send = async (path: string): Promise<string> => {
      const url = `http://127.0.0.1:${port}/webhooks/registry/${path}`;
      const answer = await fetch(url, { method: 'POST', body: '{}' });
      expect(answer.status).toBe(401);
      return answer.text();
    };
    const refused = () => service.log().filter(({ msg }) => String(msg).startsWith('webhook refused'));
    keep(
      'A webhook carries the wrong secret',
      'curl --data @push.json http://127.0.0.1:8080/webhooks/registry/quay/mistyped',
      await send('quay/mistyped'),
      {
        what: /carries no secret, or a wrong one/,
        where: /webhooks\.registry\.quay/,
        next: /compare it with/,
      },
    );
    keep(
      'A webhook has no secret in the configuration',
      'curl --data @push.json http://127.0.0.1:8080/webhooks/registry/ghcr',
      await send('ghcr'),
      {
        what: /has no secret, so nobody is let in/,
        where: /webhooks\.registry\.ghcr/,
        next: /write secrets:/,
      },
    );
    await waitUntil('both refusals are in the log', () => refused().length >= 2);
    expect(refused().map(({ kind }) => kind)).toEqual(['quay', 'ghcr']);
  });

  test('a range that is none', async () => {
    await writeFolder({ 'web.yaml': web('semver:^1.x.y') });
    const output = await failing('validate clusters', settings(), 2);
    keep('A range is not valid', 'automator validate clusters', output, {
      what: /"\^1\.x\.y" is not a valid range/,
      where: /web\.yaml:6:\d+: .*\n +6 \| .*\n +\| +\^\n/,
      next: /write for example .*\nnext: /s,
    });
  });

  test('a policy that no tag fits', async () => {
    repository = await site.createRepository('other', { 'web.yaml': web('semver:^3') });
    const { code, stdout } = await site.command(settings(), ['run']);
    expect(code).toBe(0);
    keep('No tag fits the policy', 'automator run', stdout.replaceAll('other.git', 'config.git'), {
      what: /no-candidate/,
      where: /web\.yaml#0\//,
      next: /next: automator explain registry\.example\.org\/acme\/web/,
    });
  });

  test('a private registry without credentials', async () => {
    registry = await site.openRegistry({ credentials: { username: 'acme', password: 'mistyped-token' } });
    repository = await site.createRepository('private', { 'web.yaml': web() });
    const output = await failing('run', settings());
    keep('A registry is private, and no credentials are written', 'automator run', output, {
      what: /unauthorized/,
      where: /registry\.example\.org\/acme\/web/,
      next: /next: .*credentials: .*registry\.example\.org/,
    });
  });

  test('a port that is taken', async () => {
    const { listen: _listen, ...rest } = settings();
    await site.serve(rest, { port });
    const output = await failing('serve', { ...settings(), dataDir: './other' });
    keep('The port is taken', 'automator serve', output.replace(/^\{.*\n/gm, ''), {
      what: /cannot listen/,
      where: /127\.0\.0\.1:8080/,
      next: /next: .*listen:/,
    });
  });

  test('a Redis that is down', async () => {
    const output = await failing('run', settings({}, { redisUrl: 'redis://:mistyped-token@127.0.0.1:1' }));
    keep('Redis is down', 'automator run', output, {
      what: /cannot be reached/,
      where: /127\.0\.0\.1:1\b/,
      next: /next: .*redisUrl/,
    });
  });

  test('a branch that is protected', async () => {
    const hook = join(repository.path, 'hooks', 'pre-receive');
    await mkdir(join(repository.path, 'hooks'), { recursive: true });
    const refusal = 'GitLab: You are not allowed to push code to protected branches on this project.';
    await writeFile(hook, `#!/bin/sh\necho '${refusal}' >&2\nexit 1\n`, { mode: 0o755 });
    const output = await failing('run', settings());
    keep('The branch is protected', 'automator run', output, {
      what: /the branch is protected/,
      where: /config\.git \(branch main\)/,
      next: /next: allow .* to push to main, or set writeBack/,
    });
  });

  test('a file that is not YAML', async () => {
    await writeFolder({ 'web.yaml': web().replace('name: web\n', 'name: web: of the shop\n') });
    const output = await failing('validate clusters', settings(), 2);
    keep('A file is not YAML', 'automator validate clusters', output, {
      what: /Not valid YAML/,
      where: /web\.yaml:\d+:\d+: .*\n +\d+ \| .*\n +\| +\^\n/,
      next: /next: /,
    });
  });
});

afterAll(async () => {
  // A part of the tests alone says nothing of the page.
  if (said.length < 11) return;
  const text = await readFile(page, 'utf8');
  const from = text.indexOf(begin) + begin.length;
  const made = `\n${said.join('\n\n')}\n\n`;
  if (writes) await writeFile(page, text.slice(0, from) + made + text.slice(text.indexOf(end)));
  else expect(text.slice(from, text.indexOf(end)), 'AUTOMATOR_WRITE_DOCS=1 writes the page anew').toBe(made);
});
