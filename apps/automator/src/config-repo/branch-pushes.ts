import { setImmediate } from 'node:timers/promises';
import { AutomatorError } from '../errors/automator-error.ts';
import type { BegunPush } from './begun-push.ts';
import { beginConnectedRetry, type ConnectedRetry } from './connected-retry.ts';
import { explainGitFailure } from './explain-git-failure.ts';
import { unconfirmedPush } from './explain-refusal.ts';
import { fetchObjects, isPath } from './fetch-objects.ts';
import type { Git } from './git.ts';
import type { GitRemote } from './git-environment.ts';
import type { HistoryCommands } from './history-commands.ts';
import { beginPipedPush } from './piped-push.ts';
import { readPushReport } from './push-report.ts';

/** One push of the branch. */
export interface BranchPush {
  /**
   * Moves the remote branch from what was expected to `commit`, or not at all.
   * @throws AutomatorError `git-push-raced` when the branch is not there any more, also where it is at `commit`
   * already: another process wrote the very same commit in the same second; `git-push-unconfirmed` when the remote did
   * not say that it took the push
   */
  send(commit: string): Promise<void>;
  /** Where nothing is to be sent after all. */
  end(): void;
}

/** The pushes of one mirror, one after the other. */
export interface BranchPushes {
  /** Git may start already, while what is pushed is still made. */
  begin(expected: string): BranchPush;
  /** Told before each fetch. @returns how to fetch for the retry; undefined where no race was lost */
  beforeFetch(): Promise<RetryFetch | undefined>;
  close(): void;
}

/**
 * A fetch that somebody waits for: it brings the objects of the branch, moves no ref, and leaves it to the caller to look
 * whether all came, which `git fetch` does before it ends.
 * @returns the branch's newest commit; undefined where `git fetch` has to do it
 */
export type RetryFetch = () => Promise<string | undefined>;

export interface BranchPushesOptions {
  /** The mirror's folder. */
  readonly dir: string;
  readonly git: Git;
  readonly remote: GitRemote;
  /** What the mirror remembers of the branch. */
  readonly trackingRef: string;
  readonly history: Pick<HistoryCommands, 'moveRef'>;
}

/** A remote with more refs is not asked for all of them after every lost race. */
const fewRefs = 1_000;

export function branchPushes({ dir, git, remote, trackingRef, history }: BranchPushesOptions): BranchPushes {
  const ref = `refs/heads/${remote.branch}`;
  const isHttp = /^https?:/.test(remote.url);
  // A remote that has a name, and a place for what it holds: a push that is taken is remembered as if fetched.
  const named = ['-c', `remote.target.url=${remote.url}`, '-c', `remote.target.fetch=+${ref}:${trackingRef}`];
  let raced = false;
  let retry: ConnectedRetry | undefined;
  let hasFewRefs = true;
  let remembered = Promise.resolve();

  /** Git's program for HTTP moves no ref here. Nobody waits but the next command that this could be in the way of. */
  const remember = async (commit: string): Promise<void> => {
    await setImmediate();
    await history.moveRef(trackingRef, commit).catch(() => undefined);
  };

  const fetchForRetry: RetryFetch = async () => {
    if (retry === undefined) return isPath(remote.url) ? fetchObjects(dir, remote) : undefined;
    const listed = await retry.fetch();
    hasFewRefs = listed === undefined || listed.refs <= fewRefs;
    return listed?.commit;
  };

  const takeRetry = (expected: string): BegunPush | undefined => {
    const taken = retry;
    retry = undefined;
    return taken && { end: taken.end, send: (commit) => taken.send(commit, expected) };
  };

  const push = async (commit: string, expected: string): Promise<string> => {
    await remembered;
    // The lease makes it a compare-and-swap against the commit that was read. It never forces anything:
    // `commit` descends from `expected`, so a push that the lease lets through is a fast-forward.
    const lease = `--force-with-lease=${ref}:${expected}`;
    return git.run(...named, 'push', '--porcelain', lease, 'target', `${commit}:${ref}`);
  };

  const send = async (begun: BegunPush | undefined, commit: string, expected: string): Promise<void> => {
    const sent = await begun?.send(commit);
    const said = sent ?? (await push(commit, expected));
    const report = readPushReport(said, ref);
    if (report === undefined) throw unconfirmedPush(remote, commit, 'the remote did not report on it');
    // Git looks at the lease only when there is something to push.
    if (report.outcome !== 'moved') throw explainGitFailure(new Error(said), remote);
    if (isHttp && sent !== undefined) remembered = remember(commit);
  };

  return {
    begin: (expected) => {
      const begun = isHttp ? takeRetry(expected) : beginPipedPush({ dir, remote, expected, named });
      return {
        send: async (commit) => {
          try {
            await send(begun, commit, expected);
          } catch (error) {
            raced = error instanceof AutomatorError && error.code === 'git-push-raced';
            throw error;
          }
        },
        end: () => begun?.end(),
      };
    },
    beforeFetch: async () => {
      const lost = raced;
      raced = false;
      retry?.end();
      retry = lost && isHttp && hasFewRefs ? beginConnectedRetry(dir, remote) : undefined;
      await remembered;
      return lost ? fetchForRetry : undefined;
    },
    close: () => retry?.end(),
  };
}
