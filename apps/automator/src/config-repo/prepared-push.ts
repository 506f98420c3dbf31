import { setTimeout as sleep } from 'node:timers/promises';
import type { GitRemote } from './git-environment.ts';
import { startRemoteHelper } from './remote-helper.ts';

/**
 * A push over HTTP that is begun before it is known what it will bring: git's program for HTTP has started, the
 * connection stands and the remote has said where its branches are. After a lost race this happens beside the fetch,
 * so that the retry has only to send its commit.
 *
 * It spares time and decides nothing: the remote compares and swaps against the commit it named, and what cannot be
 * told here is told by `git push`.
 */
export interface PreparedPush {
  /**
   * Moves the branch from `expected` to `commit`, which descends from it, or not at all.
   * @returns what `git push --porcelain` prints; undefined where that is not known, or the branch was elsewhere
   */
  send(commit: string, expected: string): Promise<string | undefined>;
  end(): void;
}

/** How long a push waits for one that is not ready yet. */
const patienceMilliseconds = 2_000;

/** @returns undefined where the remote is not entered over HTTP */
export function preparePush(dir: string, remote: GitRemote): PreparedPush | undefined {
  if (!/^https?:/.test(remote.url)) return undefined;
  const ref = `refs/heads/${remote.branch}`;
  const ending = new AbortController();
  const starting = startRemoteHelper(dir, remote, ending.signal);
  const listing = starting.then((helper) => helper.ask('option progress false\nlist for-push\n'));
  listing.catch(() => undefined);

  const send = async (commit: string, expected: string): Promise<string | undefined> => {
    const refs = await Promise.race([listing, sleep(patienceMilliseconds, undefined, { ref: false })]);
    if (refs?.includes(`${expected} ${ref}`) !== true) return undefined;
    const helper = await starting;
    const [answer = ''] = await helper.ask(`push ${commit}:${ref}\n\n`);
    if (answer === `ok ${ref}`) return ` \t${commit}:${ref}\tpushed\n`;
    const refusal = `error ${ref} `;
    if (!answer.startsWith(refusal)) return undefined;
    return `${await helper.said()}\n!\t${commit}:${ref}\t[remote rejected] (${answer.slice(refusal.length)})\n`;
  };

  return {
    send: (commit, expected) =>
      send(commit, expected)
        .catch(() => undefined)
        .finally(() => ending.abort()),
    end: () => ending.abort(),
  };
}
