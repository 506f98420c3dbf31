import { unlink } from 'node:fs/promises';
import { type BegunPush, printReport } from './begun-push.ts';
import { startGitDialogue } from './git-dialogue.ts';
import type { GitRemote } from './git-environment.ts';

/** What follows a lost race over HTTP, over one connection: the fetch, and the push of the retry. */
export interface ConnectedRetry extends Pick<BegunPush, 'end'> {
  /**
   * Brings the objects of the branch, moves no ref of the mirror, and does not look whether all came.
   * @returns undefined where `git fetch` has to say what is wrong
   */
  fetch(): Promise<ListedBranch | undefined>;
  /** As {@link BegunPush}'s, from the commit that is expected. */
  send(commit: string, expected: string): Promise<string | undefined>;
}

export interface ListedBranch {
  /** The branch's newest commit. */
  readonly commit: string;
  /** How many refs the remote has: it lists all of them each time. */
  readonly refs: number;
}

/**
 * Starts git's program for HTTP and speaks with it as git does. It starts and connects once, where `git fetch` and
 * `git push` do it twice, and asks for branches and objects in two requests, where `git fetch` makes three.
 * Source: gitremote-helpers(7).
 * @param dir the mirror's folder
 */
export function beginConnectedRetry(dir: string, remote: GitRemote): ConnectedRetry {
  const ref = `refs/heads/${remote.branch}`;
  const program = new URL(remote.url).protocol === 'https:' ? 'remote-https' : 'remote-http';
  const ending = new AbortController();
  // In version 2 of the protocol the program lists no branches.
  const args = ['-c', 'protocol.version=0', program, 'target', remote.url];
  const starting = startGitDialogue(dir, remote, args, ending.signal);
  starting.catch(() => undefined);
  const ask = async (words: string): Promise<readonly string[]> => (await starting).ask(words);
  let connecting: Promise<unknown> | undefined;
  /** While the commit is still made, the program asks where the branches are. */
  const connect = (): Promise<unknown> => {
    connecting ??= ask('option progress false\nlist for-push\n');
    connecting.catch(() => undefined);
    return connecting;
  };

  const fetch = async (): Promise<ListedBranch | undefined> => {
    const listed = await ask('option progress false\nlist\n');
    const commit = listed.find((line) => line.split(' ')[1] === ref)?.split(' ')[0];
    if (commit === undefined) return undefined;
    const answers = await ask(`fetch ${commit} ${ref}\n\n`);
    void connect();
    // A pack is locked until a ref moves, against a `git gc` beside it: here commands take turns.
    const locks = answers.filter((line) => line.startsWith('lock '));
    await Promise.all(locks.map((line) => unlink(line.slice('lock '.length))));
    return { commit, refs: listed.length };
  };

  const send = async (commit: string, expected: string): Promise<string | undefined> => {
    await connect();
    const answers = await ask(`option cas ${ref}:${expected}\npush ${commit}:${ref}\n\n`);
    const { said } = await (await starting).end();
    return printReport(answers, said, commit, ref);
  };

  return {
    fetch: () => fetch().catch(() => undefined),
    send: (commit, expected) =>
      send(commit, expected)
        .catch(() => undefined)
        .finally(() => ending.abort()),
    end: () => ending.abort(),
  };
}
