import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createObjectReader, type ObjectReader } from '../../src/config-repo/cat-file.ts';

let dir: string;
let objects: ObjectReader;
let commit: string;

function git(args: readonly string[], input = ''): string {
  return execFileSync('git', args, { cwd: dir, input, encoding: 'utf8', stdio: 'pipe' }).trim();
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cat-file-'));
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

it('finds objects by what git calls them, with their ids, in the order of asking', async () => {
  const [file, tree] = await Promise.all([
    objects.find(`${commit}:a b/c d.yaml`),
    objects.find(`${commit}^{tree}`),
  ]);
  expect(file).toEqual({ id: git(['rev-parse', `${commit}:a b/c d.yaml`]), bytes: Buffer.from('text\n') });
  expect(tree.id).toBe(git(['rev-parse', `${commit}^{tree}`]));
});

it.each([
  ['an unknown id', () => '1'.repeat(40)],
  ['a path that is not there, with spaces in it', () => `${commit}:a b/no such file`],
  ['a path that ends like an answer', () => `${commit}:x blob 5`],
  ['a name with a line break', () => `${commit}:a\nb`],
])('refuses %s, and goes on', async (_what, name) => {
  const refused = objects.read(name());
  const next = objects.read(`${commit}:f.yaml`);
  await expect(refused).rejects.toThrow(/not in the mirror|cannot be asked/);
  expect(String(await next)).toBe('text\n');
});
