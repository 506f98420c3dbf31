import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createObjectReader, type ObjectReader } from '../../src/config-repo/cat-file.ts';
import { readFolders } from '../../src/config-repo/read-folders.ts';

let dir: string;
let objects: ObjectReader;
let commit: string;

function git(args: readonly string[], input = ''): string {
  return execFileSync('git', args, { cwd: dir, input, encoding: 'utf8', stdio: 'pipe' }).trim();
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'read-folders-'));
  git(['init', '--quiet', '--bare', '.']);
  const blob = git(['hash-object', '-w', '--stdin'], 'text\n');
  const paths = [
    'a b/c d.yaml',
    'a b/deep/er/e.yaml',
    'f.yaml',
    ...Array.from({ length: 20 }, (_, at) => `n${at}/x`),
  ];
  git(['update-index', '--index-info'], paths.map((path) => `100644 ${blob}\t${path}\n`).join(''));
  const tree = git(['write-tree']);
  commit = git(['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit-tree', tree, '-m', 'x']);
  objects = createObjectReader(dir, { PATH: process.env['PATH'] ?? '' });
});
afterEach(() => {
  objects.close();
  rmSync(dir, { recursive: true, force: true });
});

it('reads the folders on the way to a few files at once, and leaves out what is not there', async () => {
  const { root, trees } = await readFolders(objects, commit, ['a b/deep/er/e.yaml', 'a b/new/x', 'f.yaml']);
  const id = (path: string): string => git(['rev-parse', `${commit}:${path}`]);
  expect(root).toBe(id(''));
  expect([...trees.keys()].sort()).toEqual([id(''), id('a b'), id('a b/deep'), id('a b/deep/er')].sort());
});

it('reads the root alone where there are many folders', async () => {
  const paths = Array.from({ length: 20 }, (_, at) => `n${at}/x`);
  const { root, trees } = await readFolders(objects, commit, paths);
  expect([...trees.keys()]).toEqual([root]);
});

it('reads no folder of a commit that is not there', async () => {
  await expect(readFolders(objects, '1'.repeat(40), ['f.yaml'])).rejects.toThrow('not in the mirror');
});
