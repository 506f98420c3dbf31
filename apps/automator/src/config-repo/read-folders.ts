import type { ObjectReader } from './cat-file.ts';

/** Trees of a commit. */
export interface Folders {
  /** The id of the uppermost. */
  readonly root: string;
  /** By id; the root among them. */
  readonly trees: ReadonlyMap<string, Buffer>;
}

/** Beyond that, finding each by its path costs git more than reading one level after the other. */
const fewFolders = 12;

/**
 * The root of a commit and, where they are few, the folders on the way to files. They are asked for at once: read one
 * after another, each would wait for the one above it, and on a busy machine for its turn. A folder that is not there is
 * left out.
 * @throws when the commit is not there
 */
export async function readFolders(
  { find }: Pick<ObjectReader, 'find'>,
  commit: string,
  paths: readonly string[],
): Promise<Folders> {
  const folders = [...new Set(paths.flatMap(foldersOf))];
  const wanted = folders.length > fewFolders ? [] : folders;
  const [root, ...below] = await Promise.all([
    find(`${commit}^{tree}`),
    ...wanted.map((folder) => find(`${commit}:${folder}`).catch(() => undefined)),
  ]);
  const found = [root, ...below].filter((object) => object !== undefined);
  return { root: root.id, trees: new Map(found.map(({ id, bytes }) => [id, bytes])) };
}

/** `a` and `a/b` of `a/b/c.yaml`. */
function foldersOf(path: string): string[] {
  const steps = path.split('/');
  return steps.slice(1).map((_, at) => steps.slice(0, at + 1).join('/'));
}
