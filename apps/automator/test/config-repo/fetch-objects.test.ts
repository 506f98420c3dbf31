import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBareRepository } from '@deployment-automator/sandbox';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchObjects, isPath } from '../../src/config-repo/fetch-objects.ts';
import { type Mirror, openMirror } from '../../src/config-repo/mirror.ts';
import { commitOn } from './commit-on.ts';

let folder: string;
let path: string;
let mirror: Mirror;
let base: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fetch-objects-'));
  path = await createBareRepository(folder, 'config', { files: { 'a.yaml': 'a\n', 'b.yaml': 'b\n' } });
  mirror = await openMirror(join(folder, 'mirror'), { name: 'config', branch: 'main', url: path });
  base = await mirror.fetch();
});
afterEach(() => {
  vi.unstubAllEnvs();
  mirror.close();
  rmSync(folder, { recursive: true, force: true });
});

function git(...args: string[]): string {
  const author = ['-c', 'user.name=Rival', '-c', 'user.email=rival@localhost'];
  return execFileSync('git', ['--git-dir', path, ...author, ...args], { encoding: 'utf8' }).trim();
}

/** Somebody else commits straight to the remote's branch. */
function rival(text: string): string {
  const input = `commit refs/heads/main\ncommitter R <r@localhost> now\ndata 5\nrival\nfrom refs/heads/main^0\nM 100644 inline b.yaml\ndata ${text.length}\n${text}\n`;
  execFileSync('git', ['--git-dir', path, 'fast-import', '--quiet', '--force', '--date-format=now'], {
    input,
  });
  return git('rev-parse', 'main');
}

/** @returns where the branch is after a lost race, as the mirror sees it */
async function loseRace(): Promise<string> {
  rival('theirs');
  await expect(mirror.beginPush(base).send(await commitOn(mirror, base, 'late\n'))).rejects.toMatchObject({
    code: 'git-push-raced',
  });
  return mirror.fetch();
}

/** In the place of git: loses one of the objects that a fetch of objects brought. @returns the folder for PATH */
function loseOnFetch(blob: string): string {
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const lost = join(folder, 'mirror', 'objects', blob.slice(0, 2), blob.slice(2));
  const script = `#!/bin/sh\n'${real}' "$@" || exit\n[ "$1" != fetch-pack ] || rm '${lost}'\n`;
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'git'), script, { mode: 0o755 });
  return bin;
}

describe('a fetch for a retry', () => {
  it('brings what somebody else pushed, and the retry lands on it', async () => {
    const head = await loseRace();
    expect(head).toBe(git('rev-parse', 'main'));
    expect(await mirror.listDifferences(base, head)).toMatchObject([{ path: 'b.yaml' }]);
    const commit = await commitOn(mirror, head, 'ours\n');
    await mirror.beginPush(head).send(commit);
    expect(git('show', 'main:b.yaml')).toBe('theirs');
    expect(git('show', 'main:a.yaml')).toBe('ours');
    expect(await mirror.fetch()).toBe(commit);
  });

  it('leaves the ref to git fetch, which looks at everything once more', async () => {
    const head = await loseRace();
    expect(await mirror.history.valueOf('refs/automator/fetched')).toBe(base);
    expect(await mirror.fetch()).toBe(head);
    expect(await mirror.history.valueOf('refs/automator/fetched')).toBe(head);
  });

  it('remembers a rewrite', async () => {
    const late = await commitOn(mirror, base, 'late\n');
    git('update-ref', 'refs/heads/main', git('commit-tree', 'main^{tree}', '-m', 'another root'));
    await expect(mirror.beginPush(base).send(late)).rejects.toMatchObject({ code: 'git-push-raced' });
    const head = await mirror.fetch();
    expect(await mirror.history.rewrites()).toEqual([{ before: base, after: head }]);
  });

  it('says when the branch is gone', async () => {
    const late = await commitOn(mirror, base, 'late\n');
    git('update-ref', '-d', 'refs/heads/main');
    git('update-ref', 'refs/heads/other', base);
    await expect(mirror.beginPush(base).send(late)).rejects.toMatchObject({ code: 'git-push-raced' });
    await expect(mirror.fetch()).rejects.toMatchObject({ code: 'git-branch-missing' });
  });
});

describe('the objects of a branch', () => {
  const dir = (): string => join(folder, 'mirror');
  const remote = () => ({ name: 'config', branch: 'main', url: path });

  it('are complete, or it is told that they are not', async () => {
    const commit = rival('theirs');
    expect(await fetchObjects(dir(), remote())).toBe(commit);
    expect(await mirror.history.isComplete(commit, base)).toBe(true);
  });

  it('are looked at once they have come', async () => {
    const commit = rival('theirs');
    vi.stubEnv('PATH', `${loseOnFetch(git('rev-parse', 'main:b.yaml'))}:${process.env['PATH']}`);
    await fetchObjects(dir(), remote());
    expect(await mirror.history.isComplete(commit, base)).toBe(false);
  });

  it('come again with the next fetch where something was missing', async () => {
    mirror.close();
    const input = 'theirs';
    const blob = execFileSync('git', ['hash-object', '--stdin'], { encoding: 'utf8', input }).trim();
    vi.stubEnv('PATH', `${loseOnFetch(blob)}:${process.env['PATH']}`);
    mirror = await openMirror(dir(), remote());
    await mirror.fetch();
    const head = await loseRace();
    await expect(mirror.readBlob(blob)).rejects.toThrow();
    await mirror.beginPush(head).send(await commitOn(mirror, head, 'ours\n'));
    await mirror.fetch();
    expect(String(await mirror.readBlob(blob))).toBe(input);
  });

  it('are left to git fetch where the branch or the repository is not there', async () => {
    expect(await fetchObjects(dir(), { ...remote(), branch: 'nowhere' })).toBeUndefined();
    expect(await fetchObjects(dir(), { ...remote(), url: `${path}.away` })).toBeUndefined();
  });
});

it.each([
  ['/srv/git/config.git', true],
  ['./config.git', true],
  ['../config.git', true],
  ['file:///srv/git/config.git', true],
  ['https://git.example/config.git', false],
  ['ssh://git@git.example/config.git', false],
  ['git@git.example:config.git', false],
  ['git.example:config.git', false],
])('%s is a path: %j', (url, expected) => {
  expect(isPath(url)).toBe(expected);
});
