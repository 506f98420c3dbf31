import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SandboxGitServer, startSandboxGitServer } from '@deployment-automator/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../src/config/index.ts';
import { type ConfigRepo, openConfigRepo } from '../../src/config-repo/index.ts';
import { AutomatorError } from '../../src/errors/automator-error.ts';
import { createLmdbStore, type Store } from '../../src/store/index.ts';

const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations:\n    automator/tag: semver:^1\nspec:\n  containers:\n    - name: a\n      image: ${image}\n`;
const credentials = { username: 'automator', password: 'right-password' };
const tag = 'nginx:1.0.0';

let dir: string;
let git: SandboxGitServer;
let store: Store;
let repo: ConfigRepo | undefined;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'config-repo-'));
  git = await startSandboxGitServer({ credentials });
  store = await createLmdbStore(join(dir, 'store'));
});
afterEach(async () => {
  repo?.close();
  repo = undefined;
  await store.close();
  await git.close();
  rmSync(dir, { recursive: true, force: true });
});

async function open(
  url: string,
  options: { password?: string; branch?: string; paths?: string[]; mirror?: string; now?: () => number } = {},
): Promise<ConfigRepo> {
  const { password = credentials.password, branch = 'main', paths = ['**'], mirror = 'mirror' } = options;
  const { now = Date.now } = options;
  repo = await openConfigRepo({
    remote: {
      name: 'config',
      url,
      branch,
      credentials: { username: new Secret(() => credentials.username), password: new Secret(() => password) },
    },
    paths,
    dialects: ['automator'],
    dir: join(dir, mirror),
    store,
    committer: { name: 'Automator', email: 'automator@localhost' },
    now,
  });
  return repo;
}

/** A commit that somebody else makes, straight in the bare repository. */
function otherCommit(path: string, file: string, content: string): string {
  const work = mkdtempSync(join(dir, 'work-'));
  const run = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd: work,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  run('clone', '--quiet', path, '.');
  writeFileSync(join(work, file), content);
  run('add', '-A');
  run('commit', '--quiet', '-m', 'other');
  run('push', '--quiet', 'origin', 'main');
  return run('rev-parse', 'HEAD').trim();
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AutomatorError) {
      expect(`${error.message} ${error.next}`).not.toContain('-password');
      return error.code;
    }
    throw error;
  }
  return 'none';
}

describe('reading', () => {
  it('indexes the manifests under the paths, and only those', async () => {
    const files = {
      'clusters/a.yaml': pod(tag),
      'clusters/ReadMe.md': 'image: nginx',
      'other/b.yaml': pod(tag),
      '.github/workflows/c.yaml': pod(tag),
    };
    const { url } = await git.createRepository('config', { files });
    const snapshot = await (await open(url, { paths: ['clusters/**'] })).refresh();
    expect([...snapshot.files.keys()]).toEqual(['clusters/a.yaml']);
    expect(snapshot.table.bindings).toHaveLength(1);
    const everything = await (await open(url, { mirror: 'second' })).refresh();
    expect([...everything.files.keys()].sort()).toEqual(['clusters/a.yaml', 'other/b.yaml']);
  });

  it('follows what others change, delete and add', async () => {
    const { url, path } = await git.createRepository('config', {
      files: { 'a.yaml': pod(tag), 'b.yaml': pod(tag) },
    });
    const opened = await open(url);
    await opened.refresh();
    otherCommit(path, 'c.yaml', pod('redis:7.0.0'));
    const commit = otherCommit(path, 'a.yaml', 'kind: Nothing\n');
    const snapshot = await opened.refresh();
    expect(snapshot.commit).toBe(commit);
    expect([...snapshot.files.keys()].sort()).toEqual(['b.yaml', 'c.yaml']);
  });

  it('reads the same after a restart, from the store', async () => {
    const { url } = await git.createRepository('config', { files: { 'a.yaml': pod(tag) } });
    const first = await (await open(url)).refresh();
    repo?.close();
    const again = await (await open(url)).refresh();
    expect(again.files).toEqual(first.files);
  });
});

describe('writing', () => {
  it('commits on what was read, keeps the file mode, and knows the result without fetching', async () => {
    const { url, path } = await git.createRepository('config', {
      files: { 'a.yaml': pod(tag), 'b "c".yaml': pod(tag) },
    });
    const opened = await open(url);
    const base = await opened.refresh();
    const bytes = Buffer.from(pod('nginx:1.1.0'));
    const changes = [...base.files.values()].map((file) => ({ path: file.path, mode: file.mode, bytes }));
    const { snapshot: written } = await opened.write(base, [{ message: 'move both\n', changes }]);
    const head = execFileSync('git', ['--git-dir', path, 'rev-parse', 'main'], { encoding: 'utf8' }).trim();
    expect(written.commit).toBe(head);
    const fresh = await (await open(url, { mirror: 'second' })).refresh();
    expect(new Map([...written.files].sort())).toEqual(new Map([...fresh.files].sort()));
    expect(
      execFileSync('git', ['--git-dir', path, 'fsck', '--strict'], { encoding: 'utf8', stdio: 'pipe' }),
    ).toBe('');
  });

  it('loses a race without overwriting anybody, and says so', async () => {
    const { url, path } = await git.createRepository('config', { files: { 'a.yaml': pod(tag) } });
    const opened = await open(url);
    const base = await opened.refresh();
    const theirs = otherCommit(path, 'note.txt', 'mine');
    const change = { path: 'a.yaml', mode: '100644', bytes: Buffer.from(pod('nginx:1.1.0')) };
    expect(await codeOf(opened.write(base, [{ message: 'late\n', changes: [change] }]))).toBe(
      'git-push-raced',
    );
    const head = execFileSync('git', ['--git-dir', path, 'rev-parse', 'main'], { encoding: 'utf8' }).trim();
    expect(head).toBe(theirs);
    expect((await opened.refresh()).commit).toBe(theirs);
  });

  it('loses the race against a process that wrote the very same commit', async () => {
    const { url, path } = await git.createRepository('config', { files: { 'a.yaml': pod(tag) } });
    const now = (): number => 1_700_000_000_000;
    const first = await open(url, { now });
    const second = await open(url, { mirror: 'second', now });
    const change = { path: 'a.yaml', mode: '100644', bytes: Buffer.from(pod('nginx:1.1.0')) };
    const commits = [{ message: 'move\n', changes: [change] }];
    const bases = [await first.refresh(), await second.refresh()] as const;
    const {
      snapshot: { commit },
    } = await first.write(bases[0], commits);
    expect(await codeOf(second.write(bases[1], commits))).toBe('git-push-raced');
    expect((await second.refresh()).commit).toBe(commit);
    expect(execFileSync('git', ['--git-dir', path, 'rev-parse', 'main'], { encoding: 'utf8' }).trim()).toBe(
      commit,
    );
    first.close();
  });

  it('does not bring back commits that were rewound', async () => {
    const { url, path } = await git.createRepository('config', { files: { 'a.yaml': pod(tag) } });
    const first = execFileSync('git', ['--git-dir', path, 'rev-parse', 'main'], { encoding: 'utf8' }).trim();
    otherCommit(path, 'note.txt', 'oops');
    const opened = await open(url);
    const base = await opened.refresh();
    execFileSync('git', ['--git-dir', path, 'update-ref', 'refs/heads/main', first]);
    const change = { path: 'a.yaml', mode: '100644', bytes: Buffer.from(pod('nginx:1.1.0')) };
    expect(await codeOf(opened.write(base, [{ message: 'late\n', changes: [change] }]))).toBe(
      'git-push-raced',
    );
  });
});

describe('failures have a code and a next step', () => {
  it('wrong password', async () => {
    const { url } = await git.createRepository('config', { files: { 'a.yaml': pod(tag) } });
    expect(await codeOf((await open(url, { password: 'wrong-password' })).refresh())).toBe(
      'git-unauthorized',
    );
  });

  it('a branch that is not there', async () => {
    const { url } = await git.createRepository('config', { files: { 'a.yaml': pod(tag) } });
    expect(await codeOf((await open(url, { branch: 'nowhere' })).refresh())).toBe('git-branch-missing');
  });

  it('a repository that is not there', async () => {
    expect(await codeOf((await open(`${git.url}/nowhere.git`)).refresh())).toBe('git-not-found');
  });

  it('a server that does not answer', async () => {
    expect(await codeOf((await open('http://127.0.0.1:1/config.git')).refresh())).toBe('git-unreachable');
  });
});
