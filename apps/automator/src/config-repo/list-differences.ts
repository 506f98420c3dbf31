import { parseTree, type TreeLine, treeMode } from './git-object.ts';
import { regularMode, type TreeEntry } from './list-files.ts';

/** What happened to a file between two commits; without an entry it is gone, or no regular file any more. */
export interface TreeDifference {
  readonly path: string;
  readonly entry?: TreeEntry;
}

type ReadObject = (name: string) => Promise<Buffer>;

/**
 * What changed from one commit to another, sorted by path. Only folders that differ are read, so the cost depends on the
 * change alone; and without a process, which would cost more than the reading.
 */
export async function listDifferences(read: ReadObject, from: string, to: string): Promise<TreeDifference[]> {
  const differences = await compareTrees(read, '', `${from}^{tree}`, `${to}^{tree}`);
  return differences.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** @param folder its path with a slash at the end, as bytes kept in latin1; empty for the root */
async function compareTrees(
  read: ReadObject,
  folder: string,
  from: string | undefined,
  to: string | undefined,
): Promise<TreeDifference[]> {
  const [before, after] = await Promise.all([readLines(read, from), readLines(read, to)]);
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const differ = names.filter((name) => !isSame(before.get(name), after.get(name)));
  const found = differ.map((name) => compareLines(read, folder + name, before.get(name), after.get(name)));
  return (await Promise.all(found)).flat();
}

async function compareLines(
  read: ReadObject,
  at: string,
  before: TreeLine | undefined,
  after: TreeLine | undefined,
): Promise<TreeDifference[]> {
  const [from, to] = [before, after].map((line) => (line?.mode === treeMode ? line.id : undefined));
  const inside = from === undefined && to === undefined ? [] : await compareTrees(read, `${at}/`, from, to);
  const [was, is] = [from === undefined ? before : undefined, to === undefined ? after : undefined];
  if (was === undefined && is === undefined) return inside;
  const path = Buffer.from(at, 'latin1').toString();
  const mode = is && regularMode(is.mode);
  return [
    mode === undefined || is === undefined ? { path } : { path, entry: { path, blob: is.id, mode } },
    ...inside,
  ];
}

function isSame(before: TreeLine | undefined, after: TreeLine | undefined): boolean {
  return before?.id === after?.id && before?.mode === after?.mode;
}

async function readLines(read: ReadObject, tree: string | undefined): Promise<ReadonlyMap<string, TreeLine>> {
  const lines = tree === undefined ? [] : parseTree(await read(tree));
  return new Map(lines.map((line) => [line.name, line]));
}
