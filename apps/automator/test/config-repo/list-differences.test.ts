import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createObjectReader, type ObjectReader } from '../../src/config-repo/cat-file.ts';
import { listDifferences } from '../../src/config-repo/list-differences.ts';

/** A path to what is there: `<mode> <content>`, or the commit of a submodule. */
type Tree = Readonly<Record<string, string>>;

let dir: string;
let objects: ObjectReader;

const who = { name: 'a', email: 'a@b' };

function git(args: readonly string[], input = ''): string {
  const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_DIR: dir };
  return execFileSync('git', args, { input, encoding: 'utf8', stdio: 'pipe', env }).trim();
}

function commitOf(tree: Tree): string {
  const lines = Object.entries(tree).map(([path, what]) => {
    const [mode = '', content = ''] = what.split(' ');
    const change = mode === '160000' ? content : `inline "${path}"\ndata ${content.length}\n${content}`;
    return mode === '160000' ? `M ${mode} ${content} "${path}"` : `M ${mode} ${change}`;
  });
  return git(
    ['fast-import', '--quiet', '--force', '--date-format=now', '--done'],
    `commit refs/heads/x\nmark :1\ncommitter ${who.name} <${who.email}> now\ndata 0\ndeleteall\n${lines.join('\n')}\nget-mark :1\ndone\n`,
  );
}

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'list-differences-'));
  git(['init', '--quiet', '--bare', dir]);
  objects = createObjectReader(dir, { PATH: process.env['PATH'] ?? '' });
});
afterAll(() => {
  objects.close();
  rmSync(dir, { recursive: true, force: true });
});

/** What git says of the same two commits, in our terms. */
function asGitSays(from: string, to: string): unknown[] {
  const parts = git(['diff-tree', '-r', '-z', '--raw', '--no-renames', from, to]).split('\0');
  const found: { path: string; entry?: unknown }[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [, mode = '', , blob = ''] = (parts[at] ?? '').slice(1).split(' ');
    const path = parts[at + 1] ?? '';
    found.push(mode.startsWith('100') ? { path, entry: { path, blob, mode } } : { path });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const submodule = '1'.repeat(40);

it.each<[verdict: string, from: Tree, to: Tree]>([
  ['nothing', { a: '100644 1' }, { a: '100644 1' }],
  ['changed, added and gone', { 'd/a': '100644 1', b: '100644 1' }, { 'd/a': '100644 2', 'd/c': '100644 1' }],
  ['a mode alone', { 'd/run': '100644 1' }, { 'd/run': '100755 1' }],
  ['a file that became a folder', { x: '100644 1' }, { 'x/y/z': '100644 1' }],
  ['a folder that became a file', { 'x/y/z': '100644 1', 'x/w': '100644 1' }, { x: '100644 1' }],
  ['a file that became a link', { x: '100644 1' }, { x: '120000 1' }],
  ['a submodule that moved', { s: `160000 ${submodule}` }, { s: `160000 ${'2'.repeat(40)}` }],
  ['a submodule that became a folder', { s: `160000 ${submodule}` }, { 's/a': '100644 1' }],
  [
    'names beside each other',
    { 'a/b': '100644 1' },
    { 'a/b': '100644 1', 'a.b': '100644 1', 'a-b/c': '100644 1' },
  ],
  ['names beyond ASCII', { 'dü/ä b': '100644 1' }, { 'dü/ä b': '100644 2' }],
])('says what git says: %s', async (_verdict, from, to) => {
  const [before, after] = [commitOf(from), commitOf(to)];
  expect(await listDifferences(objects.read, before, after)).toEqual(asGitSays(before, after));
});

it('says what git says of any two trees', async () => {
  const name = fc.constantFrom('a', 'b', 'a.b', 'a-');
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((steps) => steps.join('/'));
  const content = fc.constantFrom('100644 1', '100644 2', '100755 1', '120000 1', `160000 ${submodule}`);
  const tree = fc.dictionary(path, content, { minKeys: 1, maxKeys: 6, noNullPrototype: true });
  await fc.assert(
    fc.asyncProperty(tree, tree, async (from, to) => {
      const [before, after] = [commitOf(from), commitOf(to)];
      expect(await listDifferences(objects.read, before, after)).toEqual(asGitSays(before, after));
    }),
    { numRuns: 25 },
  );
});

it('reads folders that an old tool wrote with a zero in front of their mode', async () => {
  const hash = (type: string, body: Buffer): string =>
    execFileSync('git', ['hash-object', '-w', '--literally', '-t', type, '--stdin'], {
      input: body,
      env: { ...process.env, GIT_DIR: dir },
      encoding: 'utf8',
    }).trim();
  const rootWith = (text: string): string => {
    const blob = hash('blob', Buffer.from(text));
    const inner = hash('tree', Buffer.concat([Buffer.from('100644 a\0'), Buffer.from(blob, 'hex')]));
    const root = hash('tree', Buffer.concat([Buffer.from('040000 d\0'), Buffer.from(inner, 'hex')]));
    return git([
      '-c',
      `user.name=${who.name}`,
      '-c',
      `user.email=${who.email}`,
      'commit-tree',
      root,
      '-m',
      'x',
    ]);
  };
  const [before, after] = [rootWith('1'), rootWith('2')];
  const blob = git(['rev-parse', `${after}:d/a`]);
  expect(await listDifferences(objects.read, before, after)).toEqual([
    { path: 'd/a', entry: { path: 'd/a', blob, mode: '100644' } },
  ]);
});
