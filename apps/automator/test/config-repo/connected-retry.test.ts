import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SandboxGitServer, startSandboxGitServer } from '@deployment-automator/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../src/config/index.ts';
import { beginConnectedRetry } from '../../src/config-repo/connected-retry.ts';
import type { GitRemote } from '../../src/config-repo/git-environment.ts';
import { type Mirror, openMirror } from '../../src/config-repo/mirror.ts';
import { readPushReport } from '../../src/config-repo/push-report.ts';
import { commitOn } from './commit-on.ts';

const credentials = { username: 'automator', password: 'secret-of-the-remote' };
const main = 'refs/heads/main';

let folder: string;
let server: SandboxGitServer;
let requests: string[];
let path: string;
let remote: GitRemote;
let mirror: Mirror;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'connected-retry-'));
  requests = [];
  server = await startSandboxGitServer({
    credentials,
    onRequest: ({ service, step }) => void requests.push(`${step} ${service}`),
  });
  const made = await server.createRepository('config', { files: { 'a.yaml': 'a\n' } });
  path = made.path;
  remote = {
    name: 'config',
    branch: 'main',
    url: made.url,
    credentials: {
      username: new Secret(() => credentials.username),
      password: new Secret(() => credentials.password),
    },
  };
  mirror = await openMirror(join(folder, 'mirror'), remote);
});
afterEach(async () => {
  mirror.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const dir = (): string => join(folder, 'mirror');

const git = (...args: string[]): string =>
  execFileSync('git', ['--git-dir', path, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();

/** Somebody else commits straight to the remote's branch. */
function rival(): string {
  const author = ['-c', 'user.name=Rival', '-c', 'user.email=rival@localhost'];
  const commit = git(...author, 'commit-tree', 'main^{tree}', '-p', 'main', '-m', 'rival');
  git('update-ref', main, commit);
  return commit;
}

/** @returns where the branch is after a lost race, in the mirror as on the remote */
async function loseRace(): Promise<string> {
  const base = await mirror.fetch();
  rival();
  await expect(mirror.beginPush(base).send(await commitOn(mirror, base, 'late\n'))).rejects.toMatchObject({
    code: 'git-push-raced',
  });
  return mirror.fetch();
}

describe('after a lost race', () => {
  it('one program fetches and pushes the retry, in four requests', async () => {
    const base = await mirror.fetch();
    const theirs = rival();
    await expect(mirror.beginPush(base).send(await commitOn(mirror, base, 'late\n'))).rejects.toThrow();
    requests.length = 0;
    const head = await mirror.fetch();
    expect(head).toBe(theirs);
    const commit = await commitOn(mirror, head, 'b\n');
    await mirror.beginPush(head).send(commit);
    expect(git('rev-parse', 'main')).toBe(commit);
    expect(requests).toEqual([
      'advertise upload-pack',
      'serve upload-pack',
      'advertise receive-pack',
      'serve receive-pack',
    ]);
  });

  it('the retry is known as taken where the remote has other branches', async () => {
    for (const ref of ['refs/heads/automator/web', 'refs/heads/zoo'])
      git('update-ref', ref, git('rev-parse', 'main'));
    const head = await loseRace();
    await mirror.beginPush(head).send(await commitOn(mirror, head, 'b\n'));
    expect(requests.filter((one) => one === 'serve receive-pack')).toHaveLength(1);
  });

  it('the mirror has all that came, and no pack stays locked', async () => {
    for (let n = 0; n < 150; n += 1) rival();
    const head = await loseRace();
    await mirror.beginPush(head).send(await commitOn(mirror, head, 'b\n'));
    expect(
      execFileSync('git', ['--git-dir', dir(), 'log', '--format=%s', head], { encoding: 'utf8' }),
    ).toMatch(/^(rival\n){151}First commit\n$/);
    const packs = readdirSync(join(dir(), 'objects', 'pack'));
    expect(packs.filter((name) => name.endsWith('.pack'))).not.toEqual([]);
    expect(packs.filter((name) => name.endsWith('.keep'))).toEqual([]);
  });

  it('a remote with a thousand other refs is asked for them once', async () => {
    const lines = Array.from(
      { length: 1_001 },
      (_, n) => `create refs/pull/${n}/head ${git('rev-parse', 'main')}\n`,
    );
    execFileSync('git', ['--git-dir', path, 'update-ref', '--stdin'], { input: lines.join('') });
    for (const expected of ['serve upload-pack', 'serve upload-pack,serve upload-pack']) {
      const base = await mirror.fetch();
      rival();
      await expect(mirror.beginPush(base).send(await commitOn(mirror, base, 'late\n'))).rejects.toThrow();
      requests.length = 0;
      const head = await mirror.fetch();
      const commit = await commitOn(mirror, head, `${expected}\n`);
      await mirror.beginPush(head).send(commit);
      expect(git('rev-parse', 'main')).toBe(commit);
      expect(requests.filter((one) => one === 'serve upload-pack').join()).toBe(expected);
    }
  });

  it('the mirror remembers what it pushed, for a start after a rewrite of history', async () => {
    const head = await loseRace();
    const commit = await commitOn(mirror, head, 'b\n');
    await mirror.beginPush(head).send(commit);
    mirror.close();
    git('update-ref', main, head);
    mirror = await openMirror(join(folder, 'mirror'), remote);
    await mirror.fetch();
    expect(await mirror.history.rewrites()).toEqual([{ before: commit, after: head }]);
  });

  it('the next write is an ordinary push again', async () => {
    const head = await loseRace();
    const first = await commitOn(mirror, head, 'b\n');
    await mirror.beginPush(head).send(first);
    const second = await commitOn(mirror, first, 'c\n');
    requests.length = 0;
    await mirror.beginPush(first).send(second);
    expect(requests).toEqual(['advertise receive-pack', 'serve receive-pack']);
  });

  it.each(['before the retry', 'while the retry is on its way'])(
    'a second lost race %s is one, and costs nobody a commit',
    async (when) => {
      const head = await loseRace();
      if (when === 'before the retry') rival();
      else refuse('pre-receive', `while read -r old new ref; do :; done; ${moveInHook(head)}`);
      const commit = await commitOn(mirror, head, 'b\n');
      await expect(mirror.beginPush(head).send(commit)).rejects.toMatchObject({ code: 'git-push-raced' });
      rmSync(join(path, 'hooks'), { recursive: true, force: true });
      const again = await mirror.fetch();
      const last = await commitOn(mirror, again, 'c\n');
      await mirror.beginPush(again).send(last);
      expect(git('log', '--format=%s', 'main')).toBe('m\nrival\nrival\nFirst commit');
    },
  );

  it('a refusal has the words of the remote, and is remembered as nothing', async () => {
    const head = await loseRace();
    refuse('pre-receive', "echo 'no deploys on Fridays' >&2; exit 1");
    const pushing = mirror.beginPush(head).send(await commitOn(mirror, head, 'b\n'));
    await expect(pushing).rejects.toMatchObject({
      code: 'git-push-refused',
      message: expect.stringContaining('no deploys on Fridays'),
    });
    mirror.close();
    mirror = await openMirror(join(folder, 'mirror'), remote);
    await mirror.fetch();
    expect(await mirror.history.rewrites(), 'what was refused was never on the branch').toEqual([]);
    expect(await mirror.history.valueOf('refs/automator/fetched')).toBe(head);
  });
});

describe('what cannot be told', () => {
  it('is left to git: credentials that are not taken any more', async () => {
    const base = await mirror.fetch();
    const wrong = new Secret(() => 'wrong');
    const begun = beginConnectedRetry(dir(), {
      ...remote,
      credentials: { username: wrong, password: wrong },
    });
    expect(await begun.send(await commitOn(mirror, base, 'b\n'), base)).toBeUndefined();
    expect(await beginConnectedRetry(dir(), { ...remote, credentials: undefined }).fetch()).toBeUndefined();
  });

  it('is left to git: a branch that is not there', async () => {
    expect(await beginConnectedRetry(dir(), { ...remote, branch: 'gone' }).fetch()).toBeUndefined();
  });

  it('is left to git: an end before it was sent', async () => {
    const base = await mirror.fetch();
    const begun = beginConnectedRetry(dir(), remote);
    begun.end();
    expect(await begun.send(await commitOn(mirror, base, 'b\n'), base)).toBeUndefined();
    expect(git('rev-parse', 'main')).toBe(base);
  });
});

describe('what is told', () => {
  it('a push that was taken reads as one that git reports', async () => {
    const base = await mirror.fetch();
    const said = await beginConnectedRetry(dir(), remote).send(await commitOn(mirror, base, 'b\n'), base);
    expect(readPushReport(said ?? '', main)).toEqual({ outcome: 'moved', reason: '' });
  });

  it('another head than the expected one is refused', async () => {
    const base = await mirror.fetch();
    const commit = await commitOn(mirror, base, 'b\n');
    const said = await beginConnectedRetry(dir(), remote).send(commit, commit);
    expect(readPushReport(said ?? '', main)).toEqual({ outcome: 'rejected', reason: 'stale info' });
    expect(git('rev-parse', 'main')).toBe(base);
  });
});

function refuse(hook: string, script: string): void {
  mkdirSync(join(path, 'hooks'), { recursive: true });
  writeFileSync(join(path, 'hooks', hook), `#!/bin/sh\n${script}\n`);
  chmodSync(join(path, 'hooks', hook), 0o755);
}

/** A hook runs in quarantine, where git moves no ref: so it is written as a file, which is what the lock protects. */
function moveInHook(head: string): string {
  const author = ['-c', 'user.name=Rival', '-c', 'user.email=rival@localhost'];
  const commit = git(...author, 'commit-tree', `${head}^{tree}`, '-p', head, '-m', 'rival');
  return `echo ${commit} > ${join(path, main)}`;
}
