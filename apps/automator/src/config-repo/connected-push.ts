import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { type BegunPush, printReport } from './begun-push.ts';
import { startGitDialogue } from './git-dialogue.ts';
import type { GitRemote } from './git-environment.ts';

/** How long a push waits for a remote that has not said yet where its branches are. */
const patienceMilliseconds = 2_000;

/** A push over HTTP that stands ready; its commit may be sent where the branch is at `expected`. */
export interface ConnectedPush extends Pick<BegunPush, 'end'> {
  /** As {@link BegunPush}'s; also undefined where the branch is elsewhere. */
  send(commit: string, expected: string): Promise<string | undefined>;
}

/**
 * Git's program for HTTP starts, connects and asks for the remote's branches, and then waits for a commit. A lost race
 * begins one beside its fetch, so that the retry has only to send. Source: gitremote-helpers(7).
 * @param dir the mirror's folder
 */
export function beginConnectedPush(dir: string, remote: GitRemote): ConnectedPush {
  const ref = `refs/heads/${remote.branch}`;
  const program = new URL(remote.url).protocol === 'https:' ? 'remote-https' : 'remote-http';
  const ending = new AbortController();
  // The fetch beside it is started first: the start of a process holds ours for milliseconds.
  const starting = setImmediate().then(() =>
    startGitDialogue(dir, remote, [program, 'target', remote.url], ending.signal),
  );
  const listing = starting.then((git) => git.ask('option progress false\nlist for-push\n'));
  listing.catch(() => undefined);

  const send = async (commit: string, expected: string): Promise<string | undefined> => {
    const refs = await Promise.race([listing, sleep(patienceMilliseconds, undefined, { ref: false })]);
    // The remote swaps against what it has just named, so that must be the commit that was read.
    if (refs?.includes(`${expected} ${ref}`) !== true) return undefined;
    const git = await starting;
    const [answer] = await git.ask(`push ${commit}:${ref}\n\n`);
    const { said } = await git.end();
    return printReport(answer, said, commit, ref);
  };

  return {
    send: (commit, expected) =>
      send(commit, expected)
        .catch(() => undefined)
        .finally(() => ending.abort()),
    end: () => ending.abort(),
  };
}
