import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deployment } from './manifests.ts';
import { git } from './person.ts';

/** What a person does to a field that we moved from 1.4.0 to 1.5.0, and what becomes of it. */
export interface RevertRow {
  /** The config repo's name and the folder of its files. */
  readonly name: string;
  readonly files: (image: string) => Readonly<Record<string, string>>;
  /** With a clone in which `main` is checked out at the newest commit. */
  act(dir: string): Promise<void>;
  /** After some reconciles more. */
  later?(dir: string): Promise<void>;
  /** The tag in each file after the act, and after 1.5.1 was pushed. */
  readonly after: Readonly<Record<string, readonly [afterAct: string, afterPush: string]>>;
  /** Why the files that did not move are held; by file. */
  readonly held: Readonly<
    Record<string, readonly [afterAct: string | undefined, afterPush: string | undefined]>
  >;
}

const web =
  (...annotations: string[]) =>
  (image: string) => ({
    'web.yaml': deployment(`${image}:1.4.0`, { annotations: ['automator/tag: semver:^1', ...annotations] }),
  });
const staysReverted = {
  after: { 'web.yaml': ['1.4.0', '1.4.0'] },
  held: { 'web.yaml': ['reverted', 'reverted'] },
} as const;

async function edit(
  dir: string,
  file: string,
  change: (text: string) => string,
  message: string,
): Promise<void> {
  await writeFile(join(dir, file), change(await readFile(join(dir, file), 'utf8')));
  await git(dir, 'commit', '--quiet', '-am', message);
}

const setTag = (dir: string, row: string, tag: string) =>
  edit(dir, `${row}/web.yaml`, (text) => text.replace(/(acme\/web):\S+/, `$1:${tag}`), `Set ${tag}`);

const push = (dir: string, ...refs: string[]) => git(dir, 'push', '--quiet', 'origin', ...refs);

/** The commit of a revert on a branch of its own, as a forge's button makes it; `main` is checked out again. */
async function revertOnBranch(dir: string): Promise<void> {
  await git(dir, 'checkout', '--quiet', '-b', 'revert-1');
  await git(dir, 'revert', '--no-edit', 'HEAD');
  await git(dir, 'checkout', '--quiet', 'main');
}

const inserted = `      - name: proxy
        image: docker.io/library/nginx:1.4.0
`;

/** The revert matrix, as far as direct commits go. */
export const revertRows: readonly RevertRow[] = [
  {
    name: 'git-revert',
    files: web(),
    act: async (dir) => {
      await git(dir, 'revert', '--no-edit', 'HEAD');
      await push(dir, 'main');
    },
    ...staysReverted,
  },
  {
    name: 'git-revert-skip-version',
    files: web('automator/on-revert: skip-version'),
    act: async (dir) => {
      await git(dir, 'revert', '--no-edit', 'HEAD');
      await push(dir, 'main');
    },
    after: { 'web.yaml': ['1.4.0', '1.5.1'] },
    held: { 'web.yaml': ['reverted', undefined] },
  },
  {
    name: 'revert-button-merge-commit',
    files: web(),
    act: async (dir) => {
      await revertOnBranch(dir);
      await git(
        dir,
        'merge',
        '--quiet',
        '--no-ff',
        '-m',
        'Merge pull request #2 from acme/revert-1',
        'revert-1',
      );
      await push(dir, 'main');
    },
    ...staysReverted,
  },
  {
    name: 'revert-button-squash',
    files: web(),
    act: async (dir) => {
      await revertOnBranch(dir);
      await git(dir, 'merge', '--quiet', '--squash', 'revert-1');
      await git(dir, 'commit', '--quiet', '-m', 'Revert "Update" (#2)');
      await push(dir, 'main');
    },
    ...staysReverted,
  },
  {
    name: 'hand-edit-back',
    files: web(),
    act: async (dir) => {
      await setTag(dir, 'hand-edit-back', '1.4.0');
      await push(dir, 'main');
    },
    ...staysReverted,
  },
  {
    name: 'hand-edit-lower',
    files: web(),
    act: async (dir) => {
      await setTag(dir, 'hand-edit-lower', '1.3.0');
      await push(dir, 'main');
    },
    after: { 'web.yaml': ['1.3.0', '1.3.0'] },
    held: { 'web.yaml': ['reverted', 'reverted'] },
  },
  {
    name: 'hand-edit-above',
    files: web(),
    act: async (dir) => {
      await setTag(dir, 'hand-edit-above', '1.6.0-rc.1');
      await push(dir, 'main');
    },
    after: { 'web.yaml': ['1.6.0-rc.1', '1.6.0-rc.1'] },
    held: { 'web.yaml': [undefined, undefined] },
  },
  {
    name: 'hand-edit-branch',
    files: web(),
    act: async (dir) => {
      await setTag(dir, 'hand-edit-branch', 'main');
      await push(dir, 'main');
    },
    after: { 'web.yaml': ['main', 'main'] },
    held: { 'web.yaml': ['hand-set', 'hand-set'] },
  },
  {
    name: 'one-file-of-five',
    files: (image) =>
      Object.fromEntries(
        ['a', 'b', 'c', 'd', 'e'].map((name) => [
          `${name}.yaml`,
          deployment(`${image}:1.4.0`, {
            name,
            annotations: ['automator/tag: semver:^1', 'automator/group: all'],
          }),
        ]),
      ),
    act: async (dir) => {
      await git(dir, 'checkout', '--quiet', 'HEAD~1', '--', 'one-file-of-five/c.yaml');
      await git(dir, 'commit', '--quiet', '-m', 'c does not work with it');
      await push(dir, 'main');
    },
    after: {
      'a.yaml': ['1.5.0', '1.5.1'],
      'b.yaml': ['1.5.0', '1.5.1'],
      'c.yaml': ['1.4.0', '1.4.0'],
      'd.yaml': ['1.5.0', '1.5.1'],
      'e.yaml': ['1.5.0', '1.5.1'],
    },
    held: { 'c.yaml': ['reverted', 'reverted'] },
  },
  {
    name: 'branch-merged-later',
    files: web(),
    act: async (dir) => {
      await revertOnBranch(dir);
      await push(dir, 'revert-1');
    },
    later: async (dir) => {
      await git(dir, 'merge', '--quiet', '--no-ff', '-m', 'Take the revert', 'revert-1');
      await push(dir, 'main');
    },
    ...staysReverted,
  },
  {
    name: 'container-inserted',
    files: web(),
    act: async (dir) => {
      const row = 'container-inserted';
      await edit(
        dir,
        `${row}/web.yaml`,
        (text) =>
          text.replace(':1.5.0', ':1.4.0').replace('      containers:\n', `      containers:\n${inserted}`),
        'Back, and a proxy before it',
      );
      await push(dir, 'main');
    },
    ...staysReverted,
  },
  {
    name: 'rewritten',
    files: web(),
    act: async (dir) => {
      await git(dir, 'revert', '--no-edit', 'HEAD');
      await push(dir, 'main');
    },
    later: async (dir) => {
      await git(dir, 'reset', '--quiet', '--hard', 'HEAD~2');
      await git(dir, 'commit', '--quiet', '--allow-empty', '-m', 'A new beginning');
      await push(dir, '--force', 'main');
    },
    after: { 'web.yaml': ['1.4.0', '1.4.0'] },
    held: { 'web.yaml': [undefined, undefined] },
  },
];
