import { type GitObject, gitObject, parseTree, type TreeLine, treeMode, treeObject } from './git-object.ts';
import type { FileChange } from './new-commit.ts';

/** Where objects are read and put. */
export interface ObjectBase {
  /** The body of an object by its id. */
  readonly read: (id: string) => Promise<Buffer>;
  readonly add: (object: GitObject) => void;
}

interface Placed {
  /** What is left of the path, below the tree in hand. */
  readonly steps: readonly string[];
  readonly change: FileChange;
}

/**
 * Puts files into a tree. Only the trees on their paths are read and made anew, so the cost does not depend on how
 * many files there are beside them; submodules, symbolic links and everything else keep their lines as they are.
 * @returns the new tree's id
 * @throws Error when a path leads through something that is no folder, or ends at one
 */
export async function editTree(
  root: string,
  changes: readonly FileChange[],
  base: ObjectBase,
): Promise<string> {
  const placed = changes.map((change) => ({
    steps: Buffer.from(change.path).toString('latin1').split('/'),
    change,
  }));
  return editLevel(root, placed, base);
}

async function editLevel(tree: string | undefined, placed: readonly Placed[], base: ObjectBase) {
  const lines = new Map<string, TreeLine>();
  for (const line of tree === undefined ? [] : parseTree(await base.read(tree))) lines.set(line.name, line);
  const below = new Map<string, Placed[]>();
  for (const { steps, change } of placed) {
    const [name = '', ...rest] = steps;
    if (rest.length > 0) {
      const others = below.get(name) ?? [];
      others.push({ steps: rest, change });
      below.set(name, others);
      continue;
    }
    const before = lines.get(name);
    if (name === '' || (before !== undefined && !isFile(before))) {
      throw new Error(`${change.path} is not a regular file`);
    }
    const blob = gitObject('blob', Buffer.from(change.bytes));
    base.add(blob);
    lines.set(name, { mode: change.mode, name, id: blob.id });
  }
  const folders = [...below].map(async ([name, inside]): Promise<TreeLine> => {
    const before = lines.get(name);
    if (name === '' || (before !== undefined && before.mode !== treeMode)) {
      throw new Error(`${inside[0]?.change.path} leads through what is no folder`);
    }
    return { mode: treeMode, name, id: await editLevel(before?.id, inside, base) };
  });
  for (const line of await Promise.all(folders)) lines.set(line.name, line);
  const object = treeObject([...lines.values()]);
  base.add(object);
  return object.id;
}

function isFile({ mode }: TreeLine): boolean {
  return mode.startsWith('100');
}
