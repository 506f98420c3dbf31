import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SandboxGitError } from '../git/git-error.ts';
import { runGit } from '../git/run-git.ts';
import { commitStream } from './commit-stream.ts';

/** How a pull request is brought into its base. */
export type MergeMethod = 'merge' | 'squash' | 'rebase';

/** Who made a commit, in git's words. */
export interface CommitAuthor {
  readonly name: string;
  readonly email: string;
}

/** One commit as a list shows it. */
export interface ListedCommit {
  readonly id: string;
  readonly subject: string;
  readonly author: string;
  readonly email: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What a forge does inside the bare repository of the sandbox's git server. */
export class BareRepository {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Branch → its newest commit. */
  async branches(): Promise<ReadonlyMap<string, string>> {
    const text = await this.#git('for-each-ref', '--format=%(objectname) %(refname:lstrip=2)', 'refs/heads');
    return new Map(lines(text).map((line) => [line.slice(41), line.slice(0, 40)] as const));
  }

  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    return (await this.#git('rev-list', '-n1', ancestor, `^${descendant}`)) === '';
  }

  /** The commit from which two branches went apart; undefined where they have none in common. */
  async mergeBase(one: string, other: string): Promise<string | undefined> {
    try {
      return (await this.#git('merge-base', one, other)).trim();
    } catch (error) {
      if (error instanceof SandboxGitError) return undefined;
      throw error;
    }
  }

  /** The commits that `to` has and `from` has not, oldest first. Undefined where one of them is not there. */
  async commitsBetween(from: string, to: string): Promise<readonly ListedCommit[] | undefined> {
    if ((await this.find(from)) === undefined || (await this.find(to)) === undefined) return undefined;
    const format = '--format=%H%x09%ct%x09%an%x09%ae%x09%s';
    const text = await this.#git('log', '--reverse', '--topo-order', format, to, `^${from}`);
    return lines(text).map((line) => {
      const [id = '', seconds = '', author = '', email = '', ...subject] = line.split('\t');
      return { id, subject: subject.join('\t'), author, email, at: Number(seconds) * 1000 };
    });
  }

  /** The commit that a branch, tag or hash means. */
  async find(revision: string): Promise<string | undefined> {
    try {
      return (
        await this.#git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)
      ).trim();
    } catch (error) {
      if (error instanceof SandboxGitError) return undefined;
      throw error;
    }
  }

  /** The tree that a merge makes; undefined where it conflicts. */
  async mergedTree(ours: string, theirs: string): Promise<string | undefined> {
    try {
      return (await this.#git('merge-tree', '--write-tree', ours, theirs)).slice(0, 40);
    } catch (error) {
      if (error instanceof SandboxGitError) return undefined;
      throw error;
    }
  }

  /** Brings `head` into a branch; gives the branch's new commit, or undefined where it conflicts. */
  async merge(
    branch: string,
    head: string,
    facts: { readonly method: MergeMethod; readonly message: string; readonly author: CommitAuthor },
  ): Promise<string | undefined> {
    const base = (await this.#git('rev-parse', `refs/heads/${branch}`)).trim();
    const made =
      facts.method === 'rebase'
        ? await this.#rebase(base, head, facts.author)
        : await this.#mergeCommit(base, head, facts);
    if (made !== undefined) await this.#git('update-ref', `refs/heads/${branch}`, made, base);
    return made;
  }

  async #mergeCommit(
    base: string,
    head: string,
    facts: { readonly method: MergeMethod; readonly message: string; readonly author: CommitAuthor },
  ): Promise<string | undefined> {
    const tree = await this.mergedTree(base, head);
    if (tree === undefined) return undefined;
    const parents = facts.method === 'squash' ? [base] : [base, head];
    return this.#commitTree(tree, parents, facts.message, facts.author);
  }

  async #rebase(base: string, head: string, author: CommitAuthor): Promise<string | undefined> {
    let tip = base;
    for (const id of lines(await this.#git('rev-list', '--reverse', '--no-merges', head, `^${base}`))) {
      const tree = await this.#pickedTree(tip, id, author);
      if (tree === undefined) return undefined;
      const message = await this.#git('log', '-1', '--format=%B', id);
      tip = await this.#commitTree(tree, [tip], message.trimEnd(), author);
    }
    return tip;
  }

  /** What a commit changes, put on another. Only newer git takes the merge base by an option: this one it finds. */
  async #pickedTree(onto: string, commit: string, author: CommitAuthor): Promise<string | undefined> {
    const base = await this.#commitTree(`${commit}^^{tree}`, [], 'base', author);
    const ours = await this.#commitTree(`${onto}^{tree}`, [base], 'ours', author);
    const theirs = await this.#commitTree(`${commit}^{tree}`, [base], 'theirs', author);
    return this.mergedTree(ours, theirs);
  }

  async #commitTree(
    tree: string,
    parents: readonly string[],
    message: string,
    author: CommitAuthor,
  ): Promise<string> {
    const who = ['-c', `user.name=${author.name}`, '-c', `user.email=${author.email}`];
    const from = parents.flatMap((parent) => ['-p', parent]);
    return (await this.#git(...who, 'commit-tree', tree, ...from, '-m', message)).trim();
  }

  /** One commit on a branch, which is made from `from` (default: HEAD's branch) where it is not there. */
  async commitTo(
    branch: string,
    files: Readonly<Record<string, string | null>>,
    facts: { readonly message: string; readonly author: CommitAuthor; readonly from?: string | undefined },
  ): Promise<string> {
    const parent = (await this.find(`refs/heads/${branch}`)) ?? (await this.find(facts.from ?? 'HEAD'));
    await runGit(
      ['-C', this.path, 'fast-import', '--quiet', '--force', '--date-format=now'],
      commitStream(branch, parent, files, facts),
    );
    return (await this.#git('rev-parse', `refs/heads/${branch}`)).trim();
  }

  /** Writes refs (a hash, or null to delete), all or none. */
  async setRefs(refs: readonly (readonly [name: string, commit: string | null])[]): Promise<void> {
    if (refs.length === 0) return;
    const commands = refs.map(([name, commit]) =>
      commit === null ? `delete ${name}\n` : `update ${name} ${commit}\n`,
    );
    await runGit(['-C', this.path, 'update-ref', '--stdin'], commands);
  }

  /** From now on the git server refuses pushes to these branches, with this text, as a hosted one does. */
  async protect(branches: readonly string[], refusal: string): Promise<void> {
    const hook = join(this.path, 'hooks', 'update');
    const cases = branches.map((branch) => `refs/heads/${branch}`).join('\n');
    await writeFile(join(this.path, 'sandbox-protected'), `${cases}\n`);
    await writeFile(join(this.path, 'sandbox-refusal'), `${refusal}\n`);
    await writeFile(
      hook,
      '#!/bin/sh\nif grep -Fqx "$1" sandbox-protected; then cat sandbox-refusal >&2; exit 1; fi\n',
    );
    await chmod(hook, 0o755);
  }

  #git(...args: string[]): Promise<string> {
    return runGit(['-C', this.path, ...args]);
  }
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
