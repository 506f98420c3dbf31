import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createImageAliases } from '@deployment-automator/registry-clients';
import { type SandboxGitServer, startSandboxGitServer } from '@deployment-automator/sandbox';
import { parsePolicy } from '@deployment-automator/tag-policy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createListings, type Listings } from '../../src/check/index.ts';
import { type ConfigRepo, openConfigRepo } from '../../src/config-repo/index.ts';
import { createLmdbStore, type Store } from '../../src/store/index.ts';
import { writeBranch } from '../../src/write-back/index.ts';
import { createFakeRegistry, type FakeRegistry } from '../check/fake-registry.ts';

const pod = (name: string, tag: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  annotations:\n    automator/tag: semver:^1\nspec:\n  containers:\n    - name: a\n      image: registry.example/acme/web:${tag}\n`;
const web = { registry: 'registry.example', repository: 'acme/web' };

let dir: string;
let git: SandboxGitServer;
let path: string;
let store: Store;
let repo: ConfigRepo;
let registry: FakeRegistry;
let listings: Listings;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'write-branch-'));
  git = await startSandboxGitServer();
  const files = { 'a.yaml': pod('a', '1.0.0'), 'b.yaml': pod('b', '1.0.0') };
  const repository = await git.createRepository('config', { files });
  path = repository.path;
  store = await createLmdbStore(join(dir, 'store'));
  repo = await openConfigRepo({
    remote: { name: 'config', url: repository.url, branch: 'main' },
    paths: ['**'],
    dialects: ['automator'],
    dir: join(dir, 'mirror'),
    store,
    committer: { name: 'Automator', email: 'automator@localhost' },
    now: Date.now,
  });
  registry = createFakeRegistry({ '1.0.0': 'sha256:a', '1.1.0': 'sha256:b' });
  listings = createListings({
    client: registry.client,
    store,
    aliases: createImageAliases([]),
    now: Date.now,
  });
  await listings.read(web, [{ policy: parsePolicy('semver:^1'), current: { tag: '1.0.0' } }]);
  await repo.refresh();
});
afterEach(async () => {
  repo.close();
  await store.close();
  await git.close();
  rmSync(dir, { recursive: true, force: true });
});

/** What somebody else does to the branch, between our decision and our write. */
function somebody(changes: Readonly<Record<string, string | null>>): void {
  const work = mkdtempSync(join(dir, 'work-'));
  const run = (...args: string[]): void => void execFileSync('git', args, { cwd: work, stdio: 'pipe' });
  run('clone', '--quiet', path, '.');
  for (const [file, text] of Object.entries(changes)) {
    if (text === null) run('rm', '--quiet', file);
    else {
      mkdirSync(dirname(join(work, file)), { recursive: true });
      writeFileSync(join(work, file), text);
      run('add', file);
    }
  }
  run('-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', 'commit', '--quiet', '-m', 'Tidy up');
  run('push', '--quiet', 'origin', 'HEAD:main');
}

const file = (name: string): string =>
  execFileSync('git', ['show', `main:${name}`], { cwd: path, encoding: 'utf8', stdio: 'pipe' });

const write = () =>
  writeBranch({
    repo,
    listings,
    client: registry.client,
    rules: () => ({ writeBack: 'commit', allows: () => true }),
    updatesPerRun: 100,
    now: Date.now,
    random: () => 0,
  });

describe('writeBranch, where the tree has changed since the decision', () => {
  it('does not bring back a file that was deleted, and writes the other', async () => {
    somebody({ 'a.yaml': null });
    const { written, errors } = await write();
    expect(errors).toEqual([]);
    expect(written.map((update) => update.file)).toEqual(['b.yaml']);
    expect(file('b.yaml')).toBe(pod('b', '1.1.0'));
    expect(() => file('a.yaml')).toThrow();
  });

  it('follows a file that was renamed', async () => {
    somebody({ 'a.yaml': null, 'apps/a.yaml': pod('a', '1.0.0') });
    const { written } = await write();
    expect(written.map((update) => update.file).sort()).toEqual(['apps/a.yaml', 'b.yaml']);
    expect(file('apps/a.yaml')).toBe(pod('a', '1.1.0'));
    expect(() => file('a.yaml')).toThrow();
  });

  it('leaves a field that was bound away or set by hand meanwhile', async () => {
    somebody({
      'a.yaml': pod('a', '1.0.0').replace('semver:^1', 'semver:~1.0'),
      'b.yaml': pod('b', '1.1.0'),
    });
    const { written, errors } = await write();
    expect({ written, errors }).toEqual({ written: [], errors: [] });
    expect(file('a.yaml')).toContain('web:1.0.0');
  });
});

it('says which commits it pushed, with what they say', async () => {
  const { commits, snapshot } = await write();
  const log = execFileSync('git', ['log', '--reverse', '--format=%H', 'main', '-2'], {
    cwd: path,
    encoding: 'utf8',
  });
  expect(commits.map(({ commit }) => commit)).toEqual(log.trim().split('\n').slice(-commits.length));
  expect(commits.at(-1)?.commit).toBe(snapshot.commit);
  expect(commits[0]?.message).toMatch(/^Automator-Update: /m);
});
