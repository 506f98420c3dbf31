import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBareRepository } from '../../src/git/create-repository.ts';
import { runGit } from '../../src/git/run-git.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'create-repository-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('the files are the first commit of the default branch, byte for byte', async () => {
  const odd = 'a "b" \\ ü\n.yaml';
  const bytes = Buffer.from([0, 0xff, 0x0d, 0x0a]);
  const path = await createBareRepository(root, 'acme/config', {
    defaultBranch: 'trunk',
    files: { 'apps/web.yaml': 'a: 1\r\n', [odd]: bytes, empty: '' },
  });

  expect(path).toBe(join(root, 'acme/config.git'));
  expect(await runGit(['-C', path, 'symbolic-ref', 'HEAD'])).toBe('refs/heads/trunk\n');
  expect((await runGit(['-C', path, 'ls-tree', '-rz', '--name-only', 'HEAD'])).split('\0')).toEqual([
    odd,
    'apps/web.yaml',
    'empty',
    '',
  ]);
  expect(await runGit(['-C', path, 'show', 'HEAD:apps/web.yaml'])).toBe('a: 1\r\n');
  expect(await runGit(['-C', path, 'cat-file', '-s', `HEAD:${odd}`])).toBe('4\n');
  expect(await runGit(['-C', path, 'rev-list', '--count', 'HEAD'])).toBe('1\n');
});

test('without files there is no commit', async () => {
  const path = await createBareRepository(root, 'config');
  expect(await runGit(['-C', path, 'rev-list', '--all', '--count'])).toBe('0\n');
  expect(await runGit(['-C', path, 'symbolic-ref', 'HEAD'])).toBe('refs/heads/main\n');
});

test.each(['', '../config', 'a/../../b'])('the name %j is refused', async (name) => {
  await expect(createBareRepository(root, name)).rejects.toMatchObject({ code: 'invalid-repository-name' });
});

test('a repository is not created twice', async () => {
  await createBareRepository(root, 'config');
  await expect(createBareRepository(root, 'config.git')).rejects.toMatchObject({ code: 'repository-exists' });
});
