import type { Comment, PullRequest, PullRequestStatus } from '@deployment-automator/forge-clients';
import { readCommands } from './commands.ts';
import { readMarker } from './marker.ts';

/** A pull request that was closed, and what was asked about it because it matters. */
export interface ClosedPull {
  readonly pull: PullRequest;
  /** When it was closed, in milliseconds since the epoch, where the forge says so anywhere. */
  readonly at: number | undefined;
  readonly status: PullRequestStatus;
  /** Written since it was closed, by people who may write to the repository. */
  readonly comments: readonly Comment[];
}

/** A pull request by whose closing a person has refused what it proposed. */
export interface Refusal {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  /** Milliseconds since the epoch, where it is known. */
  readonly at: number | undefined;
  readonly by: string | undefined;
}

/**
 * Whether a closed pull request could be a refusal of any of these targets: only then it is worth asking who closed
 * it. What we closed says so itself; what was merged was not refused.
 */
export function mayRefuse({ state, body }: PullRequest, keys: readonly string[]): boolean {
  const marker = readMarker(body);
  return (
    state === 'closed' &&
    marker !== undefined &&
    !marker.closed &&
    marker.targets.some((key) => keys.includes(key))
  );
}

/**
 * The targets that persons have refused, by key. Closed by a bot, or because its branch was deleted, is no refusal;
 * `/automator release` since then lifts it, and everything that was refused before.
 *
 * @param closed newest first
 */
export function refusedTargets(closed: readonly ClosedPull[]): ReadonlyMap<string, Refusal> {
  const refused = new Map<string, Refusal>();
  for (const { pull, at, status, comments } of closed) {
    const since = { at: at ?? 0, ids: [] };
    if (readCommands(comments, since).some(({ name }) => name === 'release')) break;
    if (status.closedBy?.bot === true || lostItsBranch(status)) continue;
    const { number, url, title } = pull;
    const refusal = { number, url, title, at, by: status.closedBy?.login };
    for (const key of readMarker(pull.body)?.targets ?? []) {
      if (!refused.has(key)) refused.set(key, refusal);
    }
  }
  return refused;
}

/** A person who closes it and then tidies up the branch has refused it; the forge then names the person. */
function lostItsBranch({ branchDeleted, closedBy }: PullRequestStatus): boolean {
  return branchDeleted === true && closedBy === undefined;
}
