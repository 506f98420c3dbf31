import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBareRepository } from '@deployment-automator/sandbox';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Mirror, openMirror } from '../../src/config-repo/mirror.ts';
import { commitOn } from './commit-on.ts';
import { newKey, type SshHost, startSshHost } from './ssh-host.ts';

let folder: string;
let path: string;
let host: SshHost;
let sshKeyFile: string;
let knownHostsFile: string;
let opened: Mirror[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'git over ssh-'));
  path = await createBareRepository(folder, 'config', { files: { 'a.yaml': 'a\n' } });
  sshKeyFile = newKey(folder, 'our key');
  host = await startSshHost(newKey(folder, 'host'), `${sshKeyFile}.pub`);
  knownHostsFile = join(folder, 'known hosts');
  writeFileSync(knownHostsFile, host.knownHost);
  opened = [];
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const mirror of opened) mirror.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(credentials = { sshKeyFile, knownHostsFile }, url = host.url(path)): Promise<Mirror> {
  const dir = join(folder, `mirror-${opened.length}`);
  const mirror = await openMirror(dir, { name: 'config', branch: 'main', url, credentials });
  opened.push(mirror);
  return mirror;
}

const head = (): string =>
  execFileSync('git', ['--git-dir', path, 'rev-parse', 'main'], { encoding: 'utf8' }).trim();

describe('a config repo over SSH', { timeout: 60_000 }, () => {
  it('is fetched and pushed to with the key that is configured', async () => {
    const mirror = await open();
    const base = await mirror.fetch();
    expect(base).toBe(head());
    const commit = await commitOn(mirror, base, 'b\n');
    await mirror.beginPush(base).send(commit);
    expect(head()).toBe(commit);
    expect(host.commands).toEqual([`git-upload-pack '${path}'`, `git-receive-pack '${path}'`]);
  });

  it('takes a retry after a lost race', async () => {
    const [ours, theirs] = [await open(), await open()];
    const base = await ours.fetch();
    await theirs.fetch();
    await theirs.beginPush(base).send(await commitOn(theirs, base, 'theirs\n'));
    const late = await commitOn(ours, base, 'ours\n');
    await expect(ours.beginPush(base).send(late)).rejects.toMatchObject({ code: 'git-push-raced' });
    const fresh = await ours.fetch();
    const commit = await commitOn(ours, fresh, 'ours\n');
    await ours.beginPush(fresh).send(commit);
    expect(head()).toBe(commit);
  });

  it('is not entered with a key that the host does not take, nor with the keys of the user instead', async () => {
    const agent = execFileSync('ssh-agent', ['-s'], { encoding: 'utf8' });
    const [, socket = ''] = /SSH_AUTH_SOCK=([^;]+)/.exec(agent) ?? [];
    const [, pid = ''] = /SSH_AGENT_PID=(\d+)/.exec(agent) ?? [];
    try {
      execFileSync('ssh-add', ['-q', sshKeyFile], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
      vi.stubEnv('SSH_AUTH_SOCK', socket);
      const other = { sshKeyFile: newKey(folder, 'another'), knownHostsFile };
      await expect((await open(other)).fetch()).rejects.toMatchObject({
        code: 'git-unauthorized',
        message: expect.stringContaining(
          'the host did not accept the SSH key: git@127.0.0.1: Permission denied',
        ),
        next: expect.stringContaining('credentials.sshKeyFile of config repo "config"'),
      });
      expect(host.commands).toEqual([]);
    } finally {
      process.kill(Number(pid));
    }
  });

  it.each([
    ['nobody knows', ''],
    ['has another key than the known one', 'other'],
  ])('is not entered at a host that %s', async (_, known) => {
    const key =
      known === '' ? '' : execFileSync('cat', [`${newKey(folder, known)}.pub`], { encoding: 'utf8' });
    const [name = ''] = host.knownHost.split(' ', 1);
    writeFileSync(knownHostsFile, key === '' ? '' : `${name} ${key}`);
    await expect((await open()).fetch()).rejects.toMatchObject({
      code: 'git-host-unknown',
      next: expect.stringContaining('knownHostsFile'),
    });
    expect(host.commands).toEqual([]);
  });

  it('needs a key that is there, that only its owner may read, and that has no passphrase', async () => {
    chmodSync(sshKeyFile, 0o644);
    const locked = newKey(folder, 'locked', 'a passphrase');
    for (const file of [sshKeyFile, locked, join(folder, 'nowhere')]) {
      const failing = (await open({ sshKeyFile: file, knownHostsFile })).fetch();
      await expect(failing, file).rejects.toMatchObject({
        code: 'git-unauthorized',
        next: expect.stringContaining('sshKeyFile'),
      });
    }
  });

  it('says that it is not there, or does not answer, or is cut off', async () => {
    const nobody = await open(undefined, 'ssh://git@127.0.0.1:1/config.git');
    await expect(nobody.fetch()).rejects.toMatchObject({
      code: 'git-unreachable',
      message: expect.stringContaining('Connection refused'),
    });
    const away = await open(undefined, host.url(`${path}.away`));
    await expect(away.fetch()).rejects.toMatchObject({ code: 'git-not-found' });
    const mirror = await open();
    const base = await mirror.fetch();
    host.cut();
    await expect(mirror.fetch()).rejects.toMatchObject({ code: 'git-unreachable' });
    const commit = await commitOn(mirror, base, 'b\n');
    await expect(mirror.beginPush(base).send(commit)).rejects.toMatchObject({ code: 'git-unreachable' });
    expect(head()).toBe(base);
  });
});
