import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBareRepository } from '@deployment-automator/sandbox';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BegunPush } from '../../src/config-repo/begun-push.ts';
import { startGitDialogue } from '../../src/config-repo/git-dialogue.ts';
import { type Mirror, openMirror } from '../../src/config-repo/mirror.ts';
import { beginPipedPush } from '../../src/config-repo/piped-push.ts';
import { readPushReport } from '../../src/config-repo/push-report.ts';
import { commitOn } from './commit-on.ts';

const main = 'refs/heads/main';

let folder: string;
let path: string;
let mirror: Mirror;
let base: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'piped-push-'));
  path = await createBareRepository(folder, 'config', { files: { 'a.yaml': 'a\n' } });
  mirror = await openMirror(join(folder, 'mirror'), { name: 'config', branch: 'main', url: path });
  base = await mirror.fetch();
});
afterEach(() => {
  vi.unstubAllEnvs();
  mirror.close();
  rmSync(folder, { recursive: true, force: true });
});

const git = (...args: string[]): string =>
  execFileSync('git', ['--git-dir', path, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();

describe('a push over a path', () => {
  it('takes a commit that was made after git had started', async () => {
    const push = mirror.beginPush(base);
    const commit = await commitOn(mirror, base, 'b\n');
    await push.send(commit);
    expect(git('rev-parse', 'main')).toBe(commit);
  });

  it('is known as taken where the remote has other branches, before and after ours by name', async () => {
    for (const ref of ['refs/heads/automator/web', 'refs/heads/zoo', 'refs/pull/1/head'])
      git('update-ref', ref, base);
    const commit = await commitOn(mirror, base, 'b\n');
    await mirror.beginPush(base).send(commit);
    expect(git('rev-parse', 'main')).toBe(commit);
  });

  it('is remembered as if it had been fetched', async () => {
    const commit = await commitOn(mirror, base, 'b\n');
    await mirror.beginPush(base).send(commit);
    expect(await mirror.history.valueOf('refs/automator/fetched')).toBe(commit);
  });

  it('moves nothing where it is ended instead of sent', async () => {
    mirror.beginPush(base).end();
    expect(await mirror.fetch()).toBe(base);
  });

  it('moves nothing where the branch is elsewhere, also when that is where it should go', async () => {
    const commit = await commitOn(mirror, base, 'b\n');
    await mirror.beginPush(base).send(commit);
    const other = await commitOn(mirror, base, 'c\n');
    await expect(mirror.beginPush(base).send(other)).rejects.toMatchObject({ code: 'git-push-raced' });
    await expect(mirror.beginPush(base).send(commit)).rejects.toMatchObject({ code: 'git-push-raced' });
    expect(git('rev-parse', 'main')).toBe(commit);
  });

  it('reaches the remote once where it is refused, with its words', async () => {
    const hooks = join(path, 'hooks');
    mkdirSync(hooks, { recursive: true });
    const script = `#!/bin/sh\necho called >> '${folder}/calls'\necho 'no deploys on Fridays' >&2\nexit 1\n`;
    writeFileSync(join(hooks, 'pre-receive'), script);
    chmodSync(join(hooks, 'pre-receive'), 0o755);
    await expect(mirror.beginPush(base).send(await commitOn(mirror, base, 'b\n'))).rejects.toMatchObject({
      code: 'git-push-refused',
      message: expect.stringContaining('no deploys on Fridays'),
    });
    expect(execFileSync('cat', [`${folder}/calls`], { encoding: 'utf8' })).toBe('called\n');
  });

  it('says what is wrong as git push does: no such repository, no git', async () => {
    const commit = await commitOn(mirror, base, 'b\n');
    rmSync(path, { recursive: true });
    await expect(mirror.beginPush(base).send(commit)).rejects.toMatchObject({ code: 'git-not-found' });
    vi.stubEnv('PATH', folder);
    await expect(mirror.beginPush(base).send(commit)).rejects.toMatchObject({ code: 'git-missing' });
  });
});

it('moves nothing where we die before git was told a commit', async () => {
  const ahead = await commitOn(mirror, base, 'b\n');
  await mirror.history.moveRef('refs/automator/fetched', ahead);
  const remote = { name: 'config', branch: 'main', url: path };
  const args = ['send-pack', '--stdin', '--helper-status', path];
  const git = await startGitDialogue(join(folder, 'mirror'), remote, args, new AbortController().signal);
  await git.end();
  expect(await mirror.fetch()).toBe(base);
});

describe('what git prints', () => {
  const begin = (url: string): BegunPush => {
    const remote = { name: 'config', branch: 'main', url };
    const named = [
      '-c',
      `remote.target.url=${url}`,
      '-c',
      `remote.target.fetch=+${main}:refs/automator/fetched`,
    ];
    return beginPipedPush({ dir: join(folder, 'mirror'), remote, expected: base, named });
  };

  it('is put as git push puts it', async () => {
    const said = await begin(path).send(await commitOn(mirror, base, 'b\n'));
    expect(readPushReport(said ?? '', main)).toEqual({ outcome: 'moved', reason: '' });
  });

  it('is left to git push where it does not tell what became of the branch', async () => {
    const commit = await commitOn(mirror, base, 'b\n');
    expect(await begin(join(folder, 'nowhere.git')).send(commit)).toBeUndefined();
    const ended = begin(path);
    ended.end();
    expect(await ended.send(commit)).toBeUndefined();
    expect(git('rev-parse', 'main')).toBe(base);
  });
});
