import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type SandboxForge,
  type SandboxGitServer,
  type SandboxRepository,
  startSandboxForge,
  startSandboxGitServer,
} from '../../src/index.ts';

describe('a forge over the bare repository', { timeout: 30_000 }, () => {
  let server: SandboxGitServer;
  let git: SandboxRepository;
  let forge: SandboxForge;
  let folder: string;

  beforeEach(async () => {
    server = await startSandboxGitServer();
    git = await server.createRepository('acme/config', { files: { 'a.yaml': 'one\n' } });
    forge = await startSandboxForge({ kind: 'github', git, repository: 'acme/config' });
    folder = await mkdtemp(join(tmpdir(), 'clone-'));
  });
  afterEach(async () => {
    await forge.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const ask = async (
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; json: unknown }> => {
    const response = await fetch(`${forge.apiUrl}/repos/acme/config${path}`, {
      method,
      headers: { authorization: `Bearer ${forge.token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: await response.json() };
  };
  const open = (head: string) => ask('POST', '/pulls', { head, base: 'main', title: head });
  const run = (...args: string[]): Promise<{ status: number; said: string }> =>
    new Promise((resolve) => {
      const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
      const child = spawn('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
        env,
      });
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      child.on('close', (status) => resolve({ status: status ?? -1, said }));
    });

  it('sees what is pushed to the git server, and shows it under the ref of the pull request', async () => {
    await forge.person.commitTo('feature', { 'a.yaml': 'two\n' });
    expect((await open('feature')).status).toBe(201);
    await run('clone', '--quiet', '--branch', 'feature', git.url, '.');
    await run('commit', '--quiet', '--allow-empty', '-m', 'more');
    expect((await run('push', '--quiet', 'origin', 'feature')).status).toBe(0);
    const head = (await run('rev-parse', 'HEAD')).said.trim();
    expect((await forge.pulls())[0]?.headCommit).toBe(head);
    expect((await run('ls-remote', git.url, 'refs/pull/1/head')).said).toContain(head);
  });

  it.each(['merge', 'squash', 'rebase'] as const)('merges in git: %s', async (method) => {
    await forge.person.commitTo('feature', { 'a.yaml': 'two\n' });
    await forge.person.commitTo('feature', { 'b.yaml': 'new\n' });
    await forge.person.commitTo('main', { 'c.yaml': 'beside\n' });
    await open('feature');
    const commit = await forge.person.merge(1, { method });
    await run('clone', '--quiet', git.url, '.');
    expect((await run('rev-parse', 'HEAD')).said.trim()).toBe(commit);
    expect((await run('show', 'HEAD:a.yaml', 'HEAD:b.yaml', 'HEAD:c.yaml')).said).toBe('two\nnew\nbeside\n');
    const parents = (await run('log', '-1', '--format=%P')).said.trim().split(' ');
    expect(parents).toHaveLength(method === 'merge' ? 2 : 1);
    expect((await run('rev-list', '--count', '--first-parent', 'HEAD')).said.trim()).toBe(
      method === 'rebase' ? '4' : '3',
    );
    expect((await forge.pulls())[0]).toMatchObject({ state: 'merged', mergeCommit: commit });
  });

  it('does not merge what conflicts', async () => {
    await forge.person.commitTo('feature', { 'a.yaml': 'two\n' });
    await open('feature');
    const before = await forge.person.commitTo('main', { 'a.yaml': 'three\n' });
    await expect(forge.person.merge(1)).rejects.toThrow('conflict');
    expect((await run('ls-remote', git.url, 'refs/heads/main')).said).toContain(before);
  });

  it('closes with its branch, and calls merged what the base took in by a push', async () => {
    for (const branch of ['gone', 'pushed', 'emptied'])
      await forge.person.commitTo(branch, { [branch]: '1\n' });
    for (const branch of ['gone', 'pushed', 'emptied']) await open(branch);
    await forge.person.deleteBranch('gone');
    await run('clone', '--quiet', git.url, '.');
    await run('push', '--quiet', 'origin', 'origin/main:refs/heads/emptied', '--force');
    expect((await forge.pulls())[2]?.state).toBe('closed');
    await run('push', '--quiet', 'origin', 'origin/pushed:refs/heads/main');
    expect((await forge.pulls()).map(({ state, branchDeleted }) => [state, branchDeleted])).toEqual([
      ['closed', true],
      ['merged', false],
      ['closed', false],
    ]);
  });

  it('brings the base into the branch by its button', async () => {
    await forge.person.commitTo('feature', { 'b.yaml': 'x\n' });
    await open('feature');
    const base = await forge.person.commitTo('main', { 'c.yaml': 'y\n' });
    const merged = await forge.person.updateBranch(1);
    await run('clone', '--quiet', '--branch', 'feature', git.url, '.');
    expect((await run('log', '-1', '--format=%H %P')).said).toContain(merged);
    expect((await run('log', '-1', '--format=%P')).said).toContain(base);
    expect((await forge.pulls())[0]?.headCommit).toBe(merged);
  });

  it('lets the git server refuse pushes to a protected branch, and to that one only', async () => {
    await forge.person.protect('main');
    await run('clone', '--quiet', git.url, '.');
    await run('commit', '--quiet', '--allow-empty', '-m', 'direct');
    const refused = await run('push', 'origin', 'HEAD:main');
    expect(refused.status).not.toBe(0);
    expect(refused.said).toContain('GH006');
    expect((await run('push', 'origin', 'HEAD:automator/x')).status).toBe(0);
    await open('automator/x');
    await forge.person.commitTo('automator/x', { 'b.yaml': 'x\n' });
    await open('automator/x');
    expect(await forge.person.merge(1)).toMatch(/^[0-9a-f]{40}$/);
  });

  it('refuses a stale lease', async () => {
    await forge.person.commitTo('feature', { 'b.yaml': 'x\n' });
    await run('clone', '--quiet', '--branch', 'feature', git.url, '.');
    await forge.person.commitTo('feature', { 'b.yaml': 'of somebody else\n' });
    await run('commit', '--quiet', '--amend', '-m', 'rebuilt');
    const old = (await run('rev-parse', 'origin/feature')).said.trim();
    expect((await run('push', `--force-with-lease=feature:${old}`, 'origin', 'HEAD:feature')).said).toContain(
      'stale info',
    );
  });

  it('refuses what the forge refuses', async () => {
    await forge.person.commitTo('feature', { 'b.yaml': 'x\n' });
    await open('feature');
    const said = async (head: string): Promise<string> => JSON.stringify((await open(head)).json);
    expect(await said('feature')).toContain('A pull request already exists for acme:feature.');
    expect(await said('nowhere')).toContain('"field":"head"');
    await forge.person.commitTo('same', {}, { from: 'main' });
    await run('clone', '--quiet', git.url, '.');
    await run('push', '--quiet', '--force', 'origin', 'origin/main:refs/heads/same');
    expect(await said('same')).toContain('No commits between main and same');
    expect(
      (await ask('POST', '/pulls', { head: 'feature', base: 'main', title: 't', body: 'x'.repeat(65_537) }))
        .status,
    ).toBe(422);
    expect((await ask('GET', '/pulls/99')).status).toBe(404);
    forge.person.archive();
    expect((await ask('PATCH', '/pulls/1', { title: 'x' })).status).toBe(403);
    expect((await ask('GET', '/pulls/1')).status).toBe(200);
    forge.person.rename('acme/renamed');
    const moved = await fetch(`${forge.apiUrl}/repos/acme/config/pulls/1`, {
      redirect: 'manual',
      headers: { authorization: `Bearer ${forge.token}` },
    });
    expect(moved.status).toBe(301);
  });

  it('does as a fault says, before the work or after it', async () => {
    await forge.person.commitTo('feature', { 'b.yaml': 'x\n' });
    forge.answer(() => 'cut');
    await expect(open('feature')).rejects.toThrow();
    expect(await forge.pulls()).toEqual([]);
    forge.answer(() => 'cut-after');
    await expect(open('feature')).rejects.toThrow();
    forge.answer(undefined);
    expect(await forge.pulls()).toHaveLength(1);
    forge.answer(() => ({ status: 418 }));
    await ask('GET', '/pulls').catch(() => {});
    expect(forge.requests.map(({ method, status }) => [method, status])).toEqual([
      ['POST', 0],
      ['POST', 0],
      ['GET', 418],
    ]);
  });
});
