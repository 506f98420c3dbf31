import type { ObjectReader } from './cat-file.ts';
import { editTree } from './edit-tree.ts';
import { commitText, type GitObject, gitObject, withSignature } from './git-object.ts';
import type { NewCommit, Signature } from './new-commit.ts';
import { readFolders } from './read-folders.ts';
import { signText } from './sign-text.ts';
import { writeObjects } from './write-objects.ts';

export interface CommitChain {
  /** The commit that the first one hangs on. */
  readonly parent: string;
  readonly commits: readonly NewCommit[];
  readonly by: Signature;
  /** Of all commits; ms since the epoch. */
  readonly at: number;
}

/** A mirror's objects. */
export interface ObjectStore {
  readonly dir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly objects: ObjectReader;
}

/**
 * Writes a chain of commits without a checkout, an index or a process of git: the blobs, the trees on their paths and
 * the commits. No ref names them; the push does.
 * @returns the commits' ids, in their order
 * @throws AutomatorError `signing-failed`; then nothing was written
 */
export async function writeCommits(store: ObjectStore, chain: CommitChain): Promise<readonly string[]> {
  const made = new Map<string, GitObject>();
  const paths = chain.commits.flatMap(({ changes }) => changes.map(({ path }) => path));
  const folders = await readFolders(store.objects, chain.parent, paths);
  const base = {
    read: async (id: string) => made.get(id)?.body ?? folders.trees.get(id) ?? (await store.objects.read(id)),
    add: (object: GitObject) => void made.set(object.id, object),
  };
  const { committer, author = committer, signing } = chain.by;
  const ids: string[] = [];
  let parent = chain.parent;
  let { root } = folders;
  for (const { message, changes } of chain.commits) {
    const tree = await editTree(root, changes, base);
    const text = commitText({ tree, parent, author, committer, at: chain.at, message });
    const signed =
      signing === undefined ? text : withSignature(text, await signText(text, signing, store.env));
    const commit = gitObject('commit', Buffer.from(signed));
    base.add(commit);
    parent = commit.id;
    ids.push(parent);
    root = tree;
  }
  await writeObjects(store.dir, [...made.values()]);
  return ids;
}
