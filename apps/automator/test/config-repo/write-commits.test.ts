import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandboxGitServer } from '@deployment-automator/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Mirror, openMirror } from '../../src/config-repo/mirror.ts';
import type { Signature } from '../../src/config-repo/new-commit.ts';
import { AutomatorError } from '../../src/errors/automator-error.ts';

const committer = { name: 'Automator', email: 'automator@localhost' };
const at = 1_700_000_000_000;

const hasGnuPg = spawnSync('gpg', ['--version']).status === 0;

let dir: string;
let remote: string;
let mirror: Mirror;
let base: string;

function git(cwd: string, args: readonly string[], input = ''): string {
  const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
  return execFileSync('git', args, { cwd, input, encoding: 'utf8', stdio: 'pipe', env });
}

/** A remote whose first tree holds a submodule, a symbolic link, a pointer of LFS and names that sort oddly. */
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'write-commits-'));
  remote = join(dir, 'remote.git');
  git(dir, ['init', '--quiet', '--bare', '-b', 'main', remote]);
  const blob = (text: string): string => git(remote, ['hash-object', '-w', '--stdin'], text).trim();
  const lines = [
    `100644 ${blob('one\n')}\ta/one.yaml`,
    `100755 ${blob('run\n')}\ta/run.yaml`,
    `100644 ${blob('dot\n')}\ta.yaml`,
    `100644 ${blob('dash\n')}\ta-b/two.yaml`,
    `100644 ${blob('a zero\n')}\ta0`,
    `120000 ${blob('a/one.yaml')}\tlink.yaml`,
    `160000 ${'1'.repeat(40)}\tvendored`,
    `100644 ${blob('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n')}\tbig.bin`,
    `100644 ${blob('[submodule "vendored"]\n')}\t.gitmodules`,
    `100644 ${blob('ü\n')}\t"d\\303\\274/caf\\303\\251 \\"x\\".yaml"`,
  ];
  git(remote, ['update-index', '--index-info'], `${lines.join('\n')}\n`);
  const tree = git(remote, ['write-tree']).trim();
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@b'];
  const commit = git(remote, [...who, 'commit-tree', tree, '-m', 'first']).trim();
  git(remote, ['update-ref', 'refs/heads/main', commit]);
  mirror = await openMirror(join(dir, 'mirror'), { name: 'config', url: remote, branch: 'main' });
  base = await mirror.fetch();
});
afterEach(() => {
  mirror.close();
  rmSync(dir, { recursive: true, force: true });
});

async function write(
  files: Readonly<Record<string, string>>,
  by: Signature = { committer },
): Promise<string> {
  const changes = Object.entries(files).map(([path, text]) => ({
    path,
    mode: path.includes('run') ? '100755' : '100644',
    bytes: Buffer.from(text),
  }));
  const [commit = ''] = await mirror.writeCommits(base, [{ message: 'move\n', changes }], by, at);
  return commit;
}

/** What `commit` changed, by git's own account, on the remote after a push. */
async function pushed(commit: string): Promise<string[]> {
  await mirror.beginPush(base).send(commit);
  expect(git(remote, ['rev-parse', 'main']).trim()).toBe(commit);
  // The submodule's commit is elsewhere; all else must be there and well formed.
  git(remote, ['fsck', '--strict']);
  const printed = git(remote, ['-c', 'core.quotePath=off', 'diff', '--raw', base, commit]);
  return printed
    .trim()
    .split('\n')
    .map((line) => line.replace(/ [0-9a-f]{7,} [0-9a-f]{7,}/, ''));
}

describe('a commit that we build', () => {
  it('changes the files that it is given, and nothing else: no submodule, link or pointer', async () => {
    const commit = await write({ 'a/one.yaml': 'ONE\n', 'a/run.yaml': 'RUN\n', 'dü/café "x".yaml': 'U\n' });
    expect(await pushed(commit)).toEqual([
      ':100644 100644 M\ta/one.yaml',
      ':100755 100755 M\ta/run.yaml',
      ':100644 100644 M\t"dü/café \\"x\\".yaml"',
    ]);
    expect(git(remote, ['ls-tree', commit, 'vendored'])).toBe(`160000 commit ${'1'.repeat(40)}\tvendored\n`);
  });

  it('makes the tree that git makes, whatever sorts beside what', async () => {
    const files = {
      'a.yaml': 'x\n',
      'a/new.yaml': 'n\n',
      'a-b/deep/er.yaml': 'd\n',
      '.automator.yaml': 'holds: []\n',
    };
    const commit = await write(files);
    const lines = Object.entries(files).map(
      ([path, text]) => `100644 ${git(remote, ['hash-object', '-w', '--stdin'], text).trim()}\t${path}`,
    );
    git(remote, ['read-tree', base]);
    git(remote, ['update-index', '--index-info'], `${lines.join('\n')}\n`);
    const expected = git(remote, ['write-tree']).trim();
    expect(git(join(dir, 'mirror'), ['rev-parse', `${commit}^{tree}`]).trim()).toBe(expected);
    expect(await pushed(commit)).toHaveLength(4);
  });

  it.each([3, 98, 1200])('writes %i files, loose or as one pack', async (count) => {
    const names = Array.from({ length: count }, (_, index) => `many/${index % 40}/file-${index}.yaml`);
    const commit = await write(Object.fromEntries(names.map((name) => [name, `${name}\n`.repeat(90)])));
    expect(await pushed(commit)).toHaveLength(count);
    expect(git(remote, ['show', `${commit}:${names.at(-1)}`])).toBe(`${names.at(-1)}\n`.repeat(90));
  });

  it('hangs a chain of commits on one another, with author, committer and time', async () => {
    const author = { name: 'Ann <x>\n', email: 'ann@example.org' };
    const change = (text: string) => [{ path: 'a/one.yaml', mode: '100644', bytes: Buffer.from(text) }];
    const commits = [
      { message: 'first\n\nbody\n', changes: change('1\n') },
      { message: 'second\n', changes: change('2\n') },
    ];
    const made = await mirror.writeCommits(base, commits, { committer, author }, at);
    const head = made[1] ?? '';
    await mirror.beginPush(base).send(head);
    expect(made).toEqual(
      git(remote, ['rev-list', '--reverse', `${base}..${head}`])
        .trim()
        .split('\n'),
    );
    expect(git(remote, ['log', '--format=%an|%ae|%cn|%ct|%s|%b', `${base}..${head}`]).trim()).toBe(
      'Ann x|ann@example.org|Automator|1700000000|second|\nAnn x|ann@example.org|Automator|1700000000|first|body',
    );
  });

  it.each(['vendored', 'link.yaml', 'a', 'vendored/x.yaml', 'a.yaml/x.yaml', 'a//x.yaml'])(
    'is not made where %s is no regular file',
    async (path) => {
      await expect(write({ [path]: 'x\n' })).rejects.toThrow(/no folder|not a regular file/);
    },
  );
});

describe('a signature', () => {
  const keyFile = (): string => join(dir, 'key');

  it('by SSH is one that git verifies', async () => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'x', '-f', keyFile()]);
    const commit = await write(
      { 'a/one.yaml': '2\n' },
      { committer, signing: { format: 'ssh', keyFile: keyFile() } },
    );
    await pushed(commit);
    const key = execFileSync('ssh-keygen', ['-y', '-f', keyFile()], { encoding: 'utf8' });
    writeFileSync(join(dir, 'allowed'), `${committer.email} ${key}`);
    const verify = ['-c', 'gpg.format=ssh', '-c', `gpg.ssh.allowedSignersFile=${join(dir, 'allowed')}`];
    expect(git(remote, [...verify, 'log', '-1', '--format=%G? %GS', commit]).trim()).toBe(
      `G ${committer.email}`,
    );
  });

  it.runIf(hasGnuPg)('by GnuPG is one that git verifies', async () => {
    const home = mkdtempSync(join(tmpdir(), 'gpg-'));
    chmodSync(home, 0o700);
    const gpg = (...args: string[]): string =>
      execFileSync('gpg', ['--homedir', home, '--batch', ...args], { encoding: 'utf8', stdio: 'pipe' });
    try {
      gpg(
        '--passphrase',
        '',
        '--quick-generate-key',
        'Automator <automator@localhost>',
        'ed25519',
        'sign',
        'never',
      );
      const signing = { format: 'gpg', key: 'automator@localhost', home } as const;
      const commit = await write({ 'a/one.yaml': '2\n' }, { committer, signing });
      await pushed(commit);
      const env = { ...process.env, GNUPGHOME: home };
      const status = execFileSync('git', ['log', '-1', '--format=%G?', commit], {
        cwd: remote,
        env,
        encoding: 'utf8',
      });
      expect(status.trim()).toBe('G');
    } finally {
      execFileSync('gpgconf', ['--homedir', home, '--kill', 'gpg-agent']);
      rmSync(home, { recursive: true, force: true });
    }
  });

  it.each([
    { format: 'ssh', keyFile: '/nowhere/key' },
    { format: 'gpg', key: 'nobody@example.org' },
  ] as const)('that cannot be made stops the write: $format', async (signing) => {
    mkdirSync(join(dir, 'home'));
    const error = await write({ 'a/one.yaml': '2\n' }, { committer, signing }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(AutomatorError);
    expect(error).toMatchObject({ code: 'signing-failed', where: 'commit.signing' });
  });
});

it('over smart HTTP the same', async () => {
  const server = await startSandboxGitServer();
  try {
    const { url, path } = await server.createRepository('config', { files: { 'a.yaml': 'a\n' } });
    const over = await openMirror(join(dir, 'over'), { name: 'config', url, branch: 'main' });
    const parent = await over.fetch();
    const changes = [{ path: 'a.yaml', mode: '100644', bytes: Buffer.from('b\n') }];
    const [commit = ''] = await over.writeCommits(parent, [{ message: 'm\n', changes }], { committer }, at);
    await over.beginPush(parent).send(commit);
    expect(await over.fetch()).toBe(commit);
    expect(git(path, ['show', 'main:a.yaml'])).toBe('b\n');
    over.close();
  } finally {
    await server.close();
  }
});
