import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConfigRepo, openConfigRepo } from '../../src/config-repo/index.ts';
import type { FieldHistory } from '../../src/holds/index.ts';
import { createLmdbStore, type Store } from '../../src/store/index.ts';

let dir: string;
let store: Store;
let repo: ConfigRepo | undefined;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'histories-'));
  store = await createLmdbStore(join(dir, 'store'));
  mkdirSync(join(dir, 'work'));
  git('init', '--quiet', '-b', 'main');
});
afterEach(async () => {
  repo?.close();
  repo = undefined;
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});

function git(...args: string[]): string {
  const who = ['-c', 'user.name=ann', '-c', 'user.email=ann@example.org'];
  return execFileSync('git', [...who, ...args], {
    cwd: join(dir, 'work'),
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();
}

const pod = (tag: string, before = ''): string =>
  `kind: Pod\napiVersion: v1\nmetadata:\n  name: web\n  annotations:\n    automator/tag: semver:^1\nspec:\n  containers:\n${before}    - name: web\n      image: acme/web:${tag}\n`;
const sidecar = '    - name: proxy\n      image: acme/proxy:9.0.0\n';
const trailer = (from: string, to: string): string =>
  `Update\n\nAutomator-Update: web.yaml#0/spec/containers/0/image docker.io/acme/web ${from} -> ${to}\n`;

function commit(text: string, message = 'by hand', file = 'web.yaml'): string {
  writeFileSync(join(dir, 'work', file), text);
  git('add', '-A');
  git('commit', '--quiet', '-m', message);
  return git('rev-parse', 'HEAD');
}

async function historyOf(
  options: { whole?: boolean; url?: string; file?: string } = {},
): Promise<FieldHistory> {
  const { whole = true, url = join(dir, 'work'), file = 'web.yaml' } = options;
  repo ??= await openConfigRepo({
    remote: { name: 'config', url, branch: 'main' },
    paths: ['**'],
    dialects: ['automator'],
    dir: join(dir, 'mirror'),
    store,
    committer: { name: 'Automator', email: 'automator@localhost' },
    now: Date.now,
  });
  const snapshot = await repo.refresh();
  const facts = snapshot.files.get(file)?.facts;
  const field = facts?.fields.find(({ name }) => name === 'web');
  if (facts === undefined || field === undefined) throw new Error('there is no field');
  const found = (await repo.histories(snapshot, [{ field, facts, whole }])).get(field.id);
  if (found === undefined) throw new Error('there is no history');
  return found;
}
const said = ({ values }: FieldHistory) =>
  values.map(({ version, ours }) => `${version.tag}${ours ? ' ours' : ''}`);

describe('the values of a field', () => {
  it('are told newest first, with who put them there and whether that was us', async () => {
    commit(pod('1.4.0'));
    commit(pod('1.5.0'), trailer('1.4.0', '1.5.0'));
    commit(`# a comment\n${pod('1.5.0')}`);
    const back = commit(pod('1.4.0'), trailer('1.4.0', '1.5.0'));
    const history = await historyOf();
    expect(said(history)).toEqual(['1.4.0', '1.5.0 ours', '1.4.0']);
    expect(history.values[0]).toMatchObject({ commit: back, author: 'ann' });
    expect(history.missing).toBeUndefined();
  });

  it('go no further back than is asked for', async () => {
    for (const tag of ['1.1.0', '1.2.0', '1.3.0', '1.4.0']) commit(pod(tag));
    expect(said(await historyOf({ whole: false }))).toEqual(['1.4.0', '1.3.0']);
  });

  it('are those of the container, wherever it stands', async () => {
    commit(pod('1.4.0'));
    commit(pod('1.5.0'), trailer('1.4.0', '1.5.0'));
    commit(pod('1.4.0', sidecar));
    expect(said(await historyOf())).toEqual(['1.4.0', '1.5.0 ours', '1.4.0']);
  });

  it('are followed through a new name, and over a file that could not be read or was away', async () => {
    commit(pod('1.4.0'));
    commit(pod('1.5.0'), trailer('1.4.0', '1.5.0'));
    commit('kind: [broken\n');
    commit(pod('1.4.0'));
    git('mv', 'web.yaml', 'moved.yaml');
    git('commit', '--quiet', '-m', 'move');
    expect(said(await historyOf({ file: 'moved.yaml' }))).toEqual(['1.4.0', '1.5.0 ours', '1.4.0']);
    git('rm', '--quiet', 'moved.yaml');
    git('commit', '--quiet', '-m', 'away');
    commit(pod('1.3.0'), 'again', 'moved.yaml');
    expect(said(await historyOf({ file: 'moved.yaml' }))[0]).toBe('1.3.0');
  });

  it('are those of the first parents; a merge is ours where what it brings is', async () => {
    commit(pod('1.4.0'));
    git('checkout', '--quiet', '-b', 'update');
    commit(pod('1.3.0'), trailer('1.4.0', '1.3.0'));
    git('checkout', '--quiet', 'main');
    git('merge', '--quiet', '--no-ff', '-m', 'Merge', 'update');
    git('checkout', '--quiet', '-b', 'theirs');
    commit(pod('1.2.0'));
    git('checkout', '--quiet', 'main');
    git('merge', '--quiet', '--no-ff', '-m', 'Merge', 'theirs');
    expect(said(await historyOf())).toEqual(['1.2.0', '1.3.0 ours', '1.4.0']);
  });

  it('are missing where the remote itself is shallow', async () => {
    commit(pod('1.4.0'));
    commit(pod('1.5.0'));
    const shallow = join(dir, 'shallow');
    execFileSync('git', [
      'clone',
      '--quiet',
      '--bare',
      '--depth',
      '1',
      `file://${join(dir, 'work')}`,
      shallow,
    ]);
    expect(await historyOf({ url: shallow })).toMatchObject({ missing: 'shallow', values: [{}] });
  });
});

describe('a rewritten branch', () => {
  it('is remembered for the fields that lost something by it, until they move again', async () => {
    commit(pod('1.4.0'));
    commit(pod('1.5.0'), trailer('1.4.0', '1.5.0'));
    commit(pod('1.4.0'));
    expect((await historyOf()).missing).toBeUndefined();
    git('reset', '--quiet', '--hard', 'HEAD~2');
    expect(await historyOf()).toMatchObject({ missing: 'rewritten', values: [{}] });
    repo?.close();
    repo = undefined;
    commit('other\n', 'unrelated', 'notes.txt');
    expect((await historyOf()).missing).toBe('rewritten');
    commit(pod('1.4.1'));
    expect((await historyOf()).missing).toBeUndefined();
  });

  it('is nothing to a field that kept its moves, under whatever commits', async () => {
    commit(pod('1.4.0'));
    commit(pod('1.5.0'), trailer('1.4.0', '1.5.0'));
    commit(pod('1.4.0'));
    await historyOf();
    git('reset', '--quiet', '--hard', 'HEAD~2');
    commit('other\n', 'slipped in', 'notes.txt');
    commit(pod('1.5.0'), trailer('1.4.0', '1.5.0'));
    commit(pod('1.4.0'));
    const history = await historyOf();
    expect(said(history)).toEqual(['1.4.0', '1.5.0 ours', '1.4.0']);
    expect(history.missing).toBeUndefined();
  });
});
