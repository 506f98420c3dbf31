import type { Git } from './git.ts';

/** A regular file in a tree. */
export interface TreeEntry {
  readonly path: string;
  readonly blob: string;
  readonly mode: string;
}

/**
 * A regular file's mode as git takes it, which old tools wrote in other ways. Undefined for symbolic links (120000) and
 * submodules (160000), which are never read or written.
 */
export function regularMode(mode: string): string | undefined {
  if (!mode.startsWith('100')) return undefined;
  return Number.parseInt(mode, 8) & 0o100 ? '100755' : '100644';
}

/** Every regular file of a commit. */
export async function listFiles(git: Git, commit: string): Promise<TreeEntry[]> {
  const printed = await git.run('ls-tree', '-r', '-z', '--full-tree', commit);
  return printed.split('\0').flatMap((line) => {
    const [, raw = '', blob = '', path = ''] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    const mode = regularMode(raw);
    return mode === undefined ? [] : [{ path, blob, mode }];
  });
}
