import { createHash } from 'node:crypto';
import type { Committer } from './new-commit.ts';

/** An object as git stores it; only its content and type make its id. */
export interface GitObject {
  readonly id: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly body: Buffer;
}

/** One line of a tree. Names are bytes, kept as latin1: what is not ours to read stays as it is. */
export interface TreeLine {
  readonly mode: string;
  readonly name: string;
  readonly id: string;
}

/** Git's mode of a folder; some old tools wrote it with a zero in front. */
export const treeMode = '40000';
const paddedTreeMode = '040000';

export function gitObject(type: GitObject['type'], body: Buffer): GitObject {
  const hash = createHash('sha1').update(`${type} ${body.length}\0`).update(body);
  return { id: hash.digest('hex'), type, body };
}

/** Reads the body of a tree: `<mode> <name>\0<20 bytes>` again and again. */
export function parseTree(body: Buffer): TreeLine[] {
  const lines: TreeLine[] = [];
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(32, at);
    const end = body.indexOf(0, space);
    if (space < 0 || end < 0 || end + 21 > body.length) throw new Error('a tree in the mirror is broken');
    const mode = body.toString('latin1', at, space);
    lines.push({
      mode: mode === paddedTreeMode ? treeMode : mode,
      name: body.toString('latin1', space + 1, end),
      id: body.toString('hex', end + 1, end + 21),
    });
    at = end + 21;
  }
  return lines;
}

/** A tree in git's own order: a folder sorts as if its name ended in a slash. */
export function treeObject(lines: readonly TreeLine[]): GitObject {
  const sortKey = ({ mode, name }: TreeLine): string => (mode === treeMode ? `${name}/` : name);
  const sorted = lines.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const parts = sorted.flatMap(({ mode, name, id }) => [
    Buffer.from(`${mode} ${name}\0`, 'latin1'),
    Buffer.from(id, 'hex'),
  ]);
  return gitObject('tree', Buffer.concat(parts));
}

export interface CommitFacts {
  readonly tree: string;
  readonly parent: string;
  readonly author: Committer;
  readonly committer: Committer;
  /** Of author and committer; ms since the epoch. */
  readonly at: number;
  readonly message: string;
}

/** The text of a commit, which is also what a signature is made over. */
export function commitText(facts: CommitFacts): string {
  const time = `${Math.floor(facts.at / 1000)} +0000`;
  const head = [
    `tree ${facts.tree}`,
    `parent ${facts.parent}`,
    `author ${person(facts.author)} ${time}`,
    `committer ${person(facts.committer)} ${time}`,
  ];
  return `${head.join('\n')}\n\n${facts.message.replaceAll('\0', '')}`;
}

/** A signed commit holds the signature as one header, its further lines indented by a space. */
export function withSignature(text: string, signature: string): string {
  const end = text.indexOf('\n\n');
  const header = `gpgsig ${signature.trim().replaceAll('\n', '\n ')}`;
  return `${text.slice(0, end)}\n${header}${text.slice(end)}`;
}

function person({ name, email }: Committer): string {
  const clean = (text: string): string => text.replace(/[<>\n\0]/g, '').trim();
  return `${clean(name)} <${clean(email)}>`;
}
