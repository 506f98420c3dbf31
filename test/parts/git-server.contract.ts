import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GitCredentials } from '@deployment-automator/sandbox';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GitServer } from './git-http-backend.ts';
import { runCommand } from './run-command.ts';

const credentials: GitCredentials = { username: 'automator', password: 'p:w/ä@d' };

/** What a Git client may expect of every git server that the tests and the demo use. */
export function describeGitServer(
  name: string,
  start: (options: { credentials?: GitCredentials }) => Promise<GitServer>,
): void {
  describe(name, () => {
    let folder: string;
    let server: GitServer;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'git-server-'));
      server = await start({ credentials });
    });
    afterEach(async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    });

    const clone = async (url: string, into: string, ...options: string[]) => {
      const { status, output } = await git(folder, 'clone', '-q', ...options, withCredentials(url), into);
      expect(output).toBe('');
      expect(status).toBe(0);
      return join(folder, into);
    };
    const commit = async (work: string, file: string, text: string) => {
      await writeFile(join(work, file), text);
      await git(work, 'add', '.');
      expect(await git(work, 'commit', '-q', '-m', `write ${file}`)).toEqual({ status: 0, output: '' });
    };

    test('gives the first commit to a clone', async () => {
      const { url } = await server.createRepository('acme/config', { files: { 'a.yaml': 'a: 1\r\n' } });
      expect(url).toBe(`${server.url}/acme/config.git`);
      const work = await clone(url, 'work');
      expect(await readFile(join(work, 'a.yaml'), 'utf8')).toBe('a: 1\r\n');
    });

    test('takes a push and gives it to the next fetch', async () => {
      const { url, path } = await server.createRepository('config', {
        defaultBranch: 'trunk',
        files: { a: '' },
      });
      const work = await clone(url, 'work');
      await commit(work, 'a.yaml', 'a: 1\n');
      expect((await git(work, 'push', '-q', 'origin', 'HEAD:trunk')).status).toBe(0);
      const pushed = (await git(work, 'rev-parse', 'HEAD')).output;
      expect((await git(path, 'rev-parse', 'trunk')).output).toBe(pushed);
      const other = await clone(url, 'other');
      expect((await git(other, 'rev-parse', 'HEAD')).output).toBe(pushed);
    });

    test('takes a large push in chunks', async () => {
      const { url, path } = await server.createRepository('config', { files: { a: '' } });
      const work = await clone(url, 'work');
      // Text that does not compress, larger than http.postBuffer (1 MiB), which makes git send it in chunks.
      const lines = Array.from({ length: 60_000 }, (_, line) => Math.sin(line + 1).toString(36));
      await commit(work, 'large', lines.join('\n'));
      expect((await git(work, 'push', '-q', 'origin', 'main')).status).toBe(0);
      expect((await git(path, 'cat-file', '-s', 'main:large')).output).toBe(`${lines.join('\n').length}\n`);
    });

    test('serves shallow clones and clones without blobs', async () => {
      const { url } = await server.createRepository('config', { files: { 'a.yaml': 'a: 1\n' } });
      const work = await clone(url, 'work');
      await commit(work, 'b.yaml', 'b: 1\n');
      await git(work, 'push', '-q', 'origin', 'main');
      const shallow = await clone(url, 'shallow', '--depth=1');
      expect((await git(shallow, 'rev-list', '--count', 'HEAD')).output).toBe('1\n');
      const partial = await clone(url, 'partial', '--bare', '--filter=blob:none');
      const missing = await git(partial, 'rev-list', '--objects', '--missing=print', 'HEAD');
      expect(missing.output.split('\n').filter((line) => line.startsWith('?'))).toHaveLength(2);
    });

    test.each([
      ['a wrong password', 'automator:wrong@'],
      ['no credentials', ''],
    ])('refuses %s', async (_, userinfo) => {
      const { url } = await server.createRepository('config', { files: { a: 'a\n' } });
      const { status, output } = await git(folder, 'ls-remote', url.replace('://', `://${userinfo}`));
      expect(status).toBe(128);
      expect(output).toMatch(/Authentication failed|could not read Username/);
    });

    test('does not know other repositories', async () => {
      const { status, output } = await git(folder, 'ls-remote', withCredentials(`${server.url}/nothing.git`));
      expect(status).toBe(128);
      expect(output).toContain('not found');
    });

    test('of concurrent pushes onto one commit exactly one wins', async () => {
      const { url, path } = await server.createRepository('config', { files: { a: 'a\n' } });
      const names = ['one', 'two', 'three', 'four'];
      const works: string[] = [];
      for (const name of names) {
        works.push(await clone(url, name));
        await commit(join(folder, name), name, name);
      }
      const pushes = await Promise.all(works.map((work) => git(work, 'push', '-q', 'origin', 'main')));
      expect(pushes.filter(({ status }) => status === 0)).toHaveLength(1);
      expect((await git(path, 'rev-list', '--count', 'main')).output).toBe('2\n');
      expect((await git(path, 'fsck', '--strict')).status).toBe(0);
    });
  });
}

function withCredentials(url: string): string {
  const address = new URL(url);
  address.username = credentials.username;
  address.password = encodeURIComponent(credentials.password);
  return address.href;
}

function git(cwd: string, ...args: string[]): Promise<{ status: number; output: string }> {
  return runCommand('git', args, { cwd, env: gitClientEnvironment });
}

const gitClientEnvironment = {
  PATH: process.env['PATH'],
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Ann',
  GIT_AUTHOR_EMAIL: 'ann@example.com',
  GIT_COMMITTER_NAME: 'Ann',
  GIT_COMMITTER_EMAIL: 'ann@example.com',
};
