import type { ForgeEvent, ForgeKind } from '@deployment-automator/forge-clients';
import { ourPrefix } from '../config-repo/index.ts';
import { isSameRepository } from './same-repository.ts';

/** A config repo, as far as a forge's webhook may be about it. */
export interface WatchedRepo {
  /** `<name>#<branch>`. */
  readonly subject: string;
  /** As git takes it, or its path on the forge. */
  readonly url: string;
  readonly branch: string;
  /** The forge that it is on, where the operator says so. */
  readonly forge?: ForgeKind | undefined;
  /** The newest commit of the branch that is known. */
  commit(): string | undefined;
}

/** What became of one of our pull requests, or was said on it. */
export interface PullRequestActivity {
  readonly number: number;
  /** Its head branch, where the webhook says. */
  readonly branch?: string;
}

export interface ForgeIntakeOptions {
  readonly repos: readonly WatchedRepo[];
  /** Asks for a fetch of the branch and then a look at it. */
  readonly refresh: (subject: string) => void;
  /** Forgets what is remembered of a pull request, so that the look that follows reads it again. */
  readonly noteActivity: (subject: string, activity: PullRequestActivity) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/**
 * A forge's event is a hint and no more: it makes us look at a branch that we follow anyway, and what is read there
 * decides. It does not wait for the look, since the sender wants its answer at once and the poller finds what a lost
 * event would have found.
 */
export function receiveForgeEvents(
  kind: ForgeKind,
  events: readonly ForgeEvent[],
  { repos, refresh, noteActivity, onError }: ForgeIntakeOptions,
): void {
  const moved = new Set<string>();
  const active = new Map<string, PullRequestActivity[]>();
  for (const event of events) {
    const about = repos.filter(
      ({ url, forge = kind }) => forge === kind && isSameRepository(url, event.repository),
    );
    for (const repo of about) {
      if (event.kind === 'push') {
        if (isNews(event, repo)) moved.add(repo.subject);
        continue;
      }
      const activity = activityIn(event);
      if (activity !== undefined) {
        active.set(repo.subject, [...(active.get(repo.subject) ?? []), activity]);
      }
    }
  }
  for (const subject of moved) if (!active.has(subject)) refresh(subject);
  for (const [subject, activities] of active) {
    Promise.all(activities.map((activity) => noteActivity(subject, activity)))
      .catch(onError)
      .then(() => refresh(subject))
      .catch(onError);
  }
}

/** Our own push comes back as an event too, and tells nothing. */
function isNews({ branch, commit }: { branch: string; commit?: string }, repo: WatchedRepo): boolean {
  return branch === repo.branch && (commit === undefined || commit !== repo.commit());
}

/** Only what concerns a pull request of ours, or a command for us. */
function activityIn(event: Exclude<ForgeEvent, { kind: 'push' }>): PullRequestActivity | undefined {
  const { number } = event;
  if (event.kind === 'comment') return /^\/automator\b/m.test(event.body) ? { number } : undefined;
  return event.head.startsWith(ourPrefix) ? { number, branch: event.head } : undefined;
}
