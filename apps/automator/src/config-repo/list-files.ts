import type { Git } from './git.ts';

/** A regular file in a tree. */
export interface TreeEntry {
  readonly path: string;
  readonly blob: string;
  readonly mode: string;
}

/** What happened to a file between two commits; without an entry it is gone, or no regular file any more. */
export interface TreeDifference {
  readonly path: string;
  readonly entry?: TreeEntry;
}

/** Symbolic links (120000) and submodules (160000) are never read or written. */
const regularModes = ['100644', '100755'];

/** Every regular file of a commit. */
export async function listFiles(git: Git, commit: string): Promise<TreeEntry[]> {
  const printed = await git.run('ls-tree', '-r', '-z', '--full-tree', commit);
  return printed.split('\0').flatMap((line) => {
    const [, mode = '', blob = '', path = ''] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    return regularModes.includes(mode) ? [{ path, blob, mode }] : [];
  });
}

/** What changed from one commit to another, at a cost that depends on the change alone. */
export async function listDifferences(git: Git, from: string, to: string): Promise<TreeDifference[]> {
  const printed = await git.run('diff-tree', '-r', '-z', '--raw', '--no-renames', from, to);
  const parts = printed.split('\0');
  const differences: TreeDifference[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [, mode = '', , blob = ''] = (parts[at] ?? '').slice(1).split(' ');
    const path = parts[at + 1] ?? '';
    differences.push(regularModes.includes(mode) ? { path, entry: { path, blob, mode } } : { path });
  }
  return differences;
}
