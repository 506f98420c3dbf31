import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SandboxGitServer, startSandboxGitServer } from '@deployment-automator/sandbox';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Secret } from '../../src/config/index.ts';
import type { GitRemote } from '../../src/config-repo/git-environment.ts';
import { type Mirror, openMirror } from '../../src/config-repo/mirror.ts';
import { AutomatorError } from '../../src/errors/automator-error.ts';
import { commitOn } from './commit-on.ts';

let dir: string;
let server: SandboxGitServer;
let opened: Mirror[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'git-remotes-'));
  server = await startSandboxGitServer();
  opened = [];
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const mirror of opened) mirror.close();
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});

const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim();

async function open(remote: Partial<GitRemote> & { url: string }): Promise<Mirror> {
  const mirror = await openMirror(join(dir, `mirror-${opened.length}`), {
    name: 'config',
    branch: 'main',
    ...remote,
  });
  opened.push(mirror);
  return mirror;
}

async function failureOf(work: Promise<unknown>): Promise<AutomatorError> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof AutomatorError) return thrown;
  throw new Error(`expected a failure, got ${String(thrown)}`);
}

/** A hook of the remote that says something and ends with 1. */
function refuse(path: string, hook: string, words: string): void {
  const file = join(path, 'hooks', hook);
  execFileSync('mkdir', ['-p', join(path, 'hooks')]);
  writeFileSync(file, `#!/bin/sh\necho '${words}' >&2\nexit 1\n`);
  chmodSync(file, 0o755);
}

describe('a repository that is not as it was', () => {
  it('empty', async () => {
    const path = join(dir, 'empty.git');
    git(dir, 'init', '--quiet', '--bare', path);
    const error = await failureOf((await open({ url: path })).fetch());
    expect(error).toMatchObject({ code: 'git-repository-empty', where: 'config' });
    expect(error.next).toContain('"main"');
  });

  it('without the branch, and a push does not bring back a branch that was deleted', async () => {
    const { url, path } = await server.createRepository('config', { files: { 'a.yaml': 'a\n' } });
    const mirror = await open({ url });
    const base = await mirror.fetch();
    git(path, 'branch', 'other', 'main');
    git(path, 'update-ref', '-d', 'refs/heads/main');
    const commit = await commitOn(mirror, base, 'b\n');
    expect((await failureOf(mirror.beginPush(base).send(commit))).code).toBe('git-push-raced');
    expect((await failureOf(mirror.fetch())).code).toBe('git-branch-missing');
    expect(git(path, 'branch', '--format=%(refname:short)')).toBe('other');
  });

  it('renamed, and back again', async () => {
    const { url, path } = await server.createRepository('config', { files: { 'a.yaml': 'a\n' } });
    const mirror = await open({ url });
    const base = await mirror.fetch();
    renameSync(path, `${path}.away`);
    const error = await failureOf(mirror.fetch());
    expect(error.code).toBe('git-not-found');
    expect(error.next).toContain('renamed');
    expect((await failureOf(mirror.beginPush(base).send(await commitOn(mirror, base, 'b\n')))).code).toBe(
      'git-not-found',
    );
    renameSync(`${path}.away`, path);
    expect(await mirror.fetch()).toBe(base);
  });

  it.each([
    [
      'git-branch-protected',
      'GitLab: You are not allowed to push code to protected branches on this project.',
    ],
    ['git-repository-archived', 'The project is archived, so it can only be read.'],
    ['git-push-refused', 'no deploys on Fridays'],
  ])('%s: the remote says so, and nothing moves', async (code, words) => {
    const { url, path } = await server.createRepository('config', { files: { 'a.yaml': 'a\n' } });
    refuse(path, 'pre-receive', words);
    const mirror = await open({ url });
    const base = await mirror.fetch();
    const error = await failureOf(mirror.beginPush(base).send(await commitOn(mirror, base, 'b\n')));
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
    expect(await mirror.fetch()).toBe(base);
  });
});

describe('entering', () => {
  it('by a token, and not by one that was revoked', async () => {
    await server.close();
    const credentials = { username: 'x-access-token', password: 'token-1' };
    server = await startSandboxGitServer({ credentials });
    const { url } = await server.createRepository('config', { files: { 'a.yaml': 'a\n' } });
    let token = 'token-1';
    const mirror = await open({ url, credentials: { token: async () => new Secret(() => token) } });
    const base = await mirror.fetch();
    await mirror.beginPush(base).send(await commitOn(mirror, base, 'b\n'));
    token = 'expired-token';
    const error = await failureOf(mirror.fetch());
    expect(error.code).toBe('git-unauthorized');
    expect(`${error.message} ${error.next} ${String(error.cause)}`).not.toContain(token);
  });

  it('over TLS with an authority of our own, and not without', async () => {
    const { path } = await server.createRepository('config', { files: { 'a.yaml': 'a\n' } });
    const file = (name: string): string => join(dir, name);
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
    const names = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    execFileSync('openssl', [...made, ...names, '-keyout', file('key.pem'), '-out', file('ca.pem')], {
      stdio: 'pipe',
    });
    const tls = { key: readFileSync(file('key.pem')), cert: readFileSync(file('ca.pem')) };
    const front = createServer(tls, (asked, answer) => {
      const behind = request(`${server.url}${asked.url}`, { method: asked.method, headers: asked.headers });
      behind.on('response', (given) => {
        answer.writeHead(given.statusCode ?? 500, given.headers);
        given.pipe(answer);
      });
      asked.pipe(behind);
    });
    const port = await new Promise<number>((resolve) => {
      front.listen(0, '127.0.0.1', () => {
        const address = front.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    try {
      const url = `https://localhost:${port}/config.git`;
      expect((await failureOf((await open({ url })).fetch())).code).toBe('git-tls');
      const mirror = await open({ url, caFile: file('ca.pem') });
      const base = await mirror.fetch();
      const commit = await commitOn(mirror, base, 'b\n');
      await mirror.beginPush(base).send(commit);
      expect(git(path, 'rev-parse', 'main')).toBe(commit);
    } finally {
      front.closeAllConnections();
      front.close();
    }
  });

  it('by SSH, with the key and the hosts that are configured', async () => {
    const { path } = await server.createRepository('config', { files: { 'a.yaml': 'a\n' } });
    // In the place of ssh: notes how it was called, and runs the command as the host would.
    const log = join(dir, 'ssh.log');
    writeFileSync(
      join(dir, 'ssh'),
      `#!/bin/sh\nfor word; do echo "$word" >>'${log}'; last=$word; done\nexec sh -c "$last"\n`,
      { mode: 0o755 },
    );
    vi.stubEnv('PATH', `${dir}:${process.env['PATH']}`);
    const credentials = { sshKeyFile: '/keys/a key', knownHostsFile: '/keys/known_hosts' };
    const mirror = await open({ url: `ssh://git@git.example${path}`, credentials });
    const base = await mirror.fetch();
    const commit = await commitOn(mirror, base, 'b\n');
    await mirror.beginPush(base).send(commit);
    expect(git(path, 'rev-parse', 'main')).toBe(commit);
    const words = readFileSync(log, 'utf8').split('\n');
    expect(words).toEqual(
      expect.arrayContaining([
        'git@git.example',
        'IdentityFile="/keys/a key"',
        'UserKnownHostsFile="/keys/known_hosts"',
        'StrictHostKeyChecking=yes',
        `git-receive-pack '${path}'`,
      ]),
    );
  });

  it('by SSH to a host that refuses, or is not the one that is known', async () => {
    writeFileSync(join(dir, 'ssh'), '#!/bin/sh\necho "Host key verification failed." >&2\nexit 255\n', {
      mode: 0o755,
    });
    vi.stubEnv('PATH', `${dir}:${process.env['PATH']}`);
    const error = await failureOf((await open({ url: 'git@git.example:acme/config.git' })).fetch());
    expect(error.code).toBe('git-host-unknown');
    expect(error.next).toContain('knownHostsFile');
  });
});
