import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { historyCommands } from '../../src/config-repo/history-commands.ts';
import { type OurCommits, ourCommits } from '../../src/config-repo/our-commits.ts';

let dir: string;
let commits: OurCommits;
let clock: number;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'our-commits-'));
  clock = 1_700_000_000;
  git('init', '--quiet', '--initial-branch=main', '.');
  commits = ourCommits(dir, { LC_ALL: 'C' }, historyCommands(dir, {}));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function git(...args: string[]): string {
  clock += 60;
  const who = ['-c', 'user.name=Ann Ö', '-c', 'user.email=ann@example.org', '-c', 'merge.renames=false'];
  const env = { ...process.env, GIT_COMMITTER_DATE: `${clock} +0200`, GIT_AUTHOR_DATE: `${clock} +0200` };
  return execFileSync('git', [...who, ...args], { cwd: dir, encoding: 'utf8', stdio: 'pipe', env }).trim();
}

function commit(file: string, text: string, message: string): string {
  writeFileSync(join(dir, file), text);
  git('add', file);
  git('commit', '--quiet', '-m', message);
  return git('rev-parse', 'HEAD');
}

const ours = (to: string): string =>
  `Update web to ${to}\n\nAutomator-Update: f ghcr.io/acme/web 1.0.0 -> ${to}\n`;
const messagesOf = (found: readonly { readonly message: string }[]): string[] =>
  found.map(({ message }) => message.split('\n')[0] ?? '');

it('finds what has our trailer, newest first, and keeps it up to date', async () => {
  commit('a', '1', 'by hand');
  const first = commit('a', '2', ours('1.1.0'));
  expect(await commits.behind(first)).toEqual([
    {
      commit: first,
      at: new Date((clock - 60) * 1000).toISOString(),
      author: 'Ann Ö',
      message: expect.stringContaining('Automator-Update: f ghcr.io/acme/web 1.0.0 -> 1.1.0'),
      isMerged: false,
    },
  ]);
  commit('a', '3', 'speaks of Automator-Update: in the middle of a line');
  const tip = commit('a', '4', ours('1.2.0'));
  expect(messagesOf(await commits.behind(tip))).toEqual(['Update web to 1.2.0', 'Update web to 1.1.0']);
  expect(messagesOf(await commits.behind(first))).toEqual(['Update web to 1.1.0']);
});

it('tells what came by a merge from what was committed to the branch, also later', async () => {
  commit('a', '1', ours('1.1.0'));
  const merge = (name: string, to: string): string => {
    git('checkout', '--quiet', '-b', name);
    commit(name, '2', ours(to));
    git('checkout', '--quiet', 'main');
    commit('a', name, 'by hand');
    git('merge', '--quiet', '--no-ff', '-m', `Merge ${name}`, name);
    return git('rev-parse', 'HEAD');
  };
  const tip = merge('one', '1.2.0');
  const before = (await commits.behind(tip)).map(({ message, isMerged }) => [
    message.split('\n')[0],
    isMerged,
  ]);
  expect(before).toEqual([
    ['Update web to 1.2.0', true],
    ['Update web to 1.1.0', false],
  ]);
  const later = (await commits.behind(merge('two', '1.3.0'))).map(({ isMerged }) => isMerged);
  expect(later).toEqual([true, true, false]);
});

it('forgets what a rewritten branch does not hold any more', async () => {
  const base = commit('a', '1', 'by hand');
  const dropped = commit('a', '2', ours('1.1.0'));
  expect(messagesOf(await commits.behind(dropped))).toEqual(['Update web to 1.1.0']);
  git('reset', '--quiet', '--hard', base);
  const tip = commit('a', '3', ours('1.2.0'));
  expect(messagesOf(await commits.behind(tip))).toEqual(['Update web to 1.2.0']);
});

it('shows what a commit changes, also the first one and a merge', async () => {
  const root = commit('a', 'one\n', ours('1.1.0'));
  expect(await commits.diff(root)).toContain('\n+one\n');
  const next = commit('a', 'two\n', ours('1.2.0'));
  expect(await commits.diff(next)).toMatch(/^diff --git a\/a b\/a\n[\s\S]*\n-one\n\+two\n$/);
  git('checkout', '--quiet', '-b', 'side', root);
  commit('b', 'three\n', 'side');
  git('checkout', '--quiet', 'main');
  git('merge', '--quiet', '--no-ff', '-m', ours('1.3.0'), 'side');
  expect(await commits.diff(git('rev-parse', 'HEAD'))).toContain('\n+three\n');
});

it('cuts a long diff, between characters', async () => {
  const long = commit('a', `x${'ö'.repeat(150_000)}\n`, ours('1.1.0'));
  const diff = await commits.diff(long);
  const bytes = Buffer.byteLength(diff);
  expect(bytes).toBeLessThanOrEqual(200_000);
  expect(bytes).toBeGreaterThan(199_990);
  expect(diff).not.toContain('\ufffd');
});

it('finds what a branch proposes, and what it changes since it left the base', async () => {
  const base = commit('a', 'one\n', 'by hand');
  git('checkout', '--quiet', '-b', 'automator/web');
  const head = commit('a', 'two\n', ours('1.1.0'));
  git('checkout', '--quiet', 'main');
  const tip = commit('b', 'other\n', 'by hand');
  expect((await commits.between(tip, head))?.commit).toBe(head);
  expect(await commits.between(tip, base)).toBeUndefined();
  const diff = await commits.diffBetween(tip, head);
  expect(diff).toContain('\n-one\n+two\n');
  expect(diff).not.toContain('other');
});

it('says what git said of a commit that is not there', async () => {
  commit('a', '1', 'by hand');
  await expect(commits.diff('0'.repeat(40))).rejects.toThrow(/git show failed/);
});
