import { type BegunPush, printReport } from './begun-push.ts';
import { startGitDialogue } from './git-dialogue.ts';
import type { GitRemote } from './git-environment.ts';

export interface PipedPushOptions {
  /** The mirror's folder. */
  readonly dir: string;
  readonly remote: GitRemote;
  /** Where the branch is, as the mirror knows it. */
  readonly expected: string;
  /** Settings that make git remember a push that is taken as if it were fetched. */
  readonly named: readonly string[];
}

/** Over a path or SSH: git starts at once and connects when it knows the commit. Source: git-send-pack(1). */
export function beginPipedPush({ dir, remote, expected, named }: PipedPushOptions): BegunPush {
  const ref = `refs/heads/${remote.branch}`;
  const lease = `--force-with-lease=${ref}:${expected}`;
  const args = [...named, 'send-pack', '--stdin', '--helper-status', '--remote=target', lease, remote.url];
  // Should we die before it is told a commit, git pushes the branches that both sides have: a mirror has none.
  const ending = new AbortController();
  const starting = startGitDialogue(dir, remote, args, ending.signal);
  starting.catch(() => undefined);
  return {
    send: async (commit) => {
      try {
        const { lines, said } = await (await starting).end(`${commit}:${ref}\n`);
        return printReport(lines, said, commit, ref);
      } catch {
        return undefined;
      }
    },
    end: () => ending.abort(),
  };
}
