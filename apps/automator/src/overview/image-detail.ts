import type { Binding, ImageDetail } from '@deployment-automator/api-schema';
import type { Listing } from '@deployment-automator/tag-policy';
import type { ListingAttempt } from '../check/index.ts';
import { runnerUpOf } from '../write-back/index.ts';
import { type ImageEntry, summaryOf, timeText } from './image-rows.ts';
import type { Standing } from './standing.ts';

/** What is known of one image beside where it stands. */
export interface ImageKnowledge {
  readonly attempt: ListingAttempt | undefined;
  /** When a webhook last told of it; ms since the epoch. */
  readonly webhookAt: number | undefined;
  readonly nextPollAt: number | undefined;
  /** Requests that it cost since the process began. */
  readonly requests: number;
}

/** Everything about one image. */
export function imageDetail({ row, standings }: ImageEntry, known: ImageKnowledge, now: number): ImageDetail {
  const { attempt, webhookAt, nextPollAt, requests } = known;
  return {
    ...row,
    bindings: standings.map((standing) => bindingOf(standing, attempt?.listing, now)),
    listing: listingOf(row.image, attempt),
    webhookAt: timeText(webhookAt),
    nextPollAt: timeText(nextPollAt),
    requests,
  };
}

function bindingOf(standing: Standing, listing: Listing | undefined, now: number): Binding {
  const { by, place, branch, delivery, code, reason, since, pull } = standing;
  return {
    ...summaryOf(standing),
    branch,
    column: place.column,
    ...governedBy(by),
    delivery,
    code,
    since: timeText(since),
    reason,
    runnerUp: runnerUp(standing, listing, now),
    pullRequest:
      pull === undefined
        ? null
        : {
            number: pull.number,
            url: pull.url,
            title: pull.title,
            branch: pull.branch,
            state: pull.state,
          },
  };
}

function governedBy(
  by: Standing['by'],
): Pick<Binding, 'policy' | 'rule' | 'dialect' | 'writtenAt' | 'group'> {
  if ('problem' in by) {
    const { file, line } = by.problem.place;
    return { policy: '', dialect: '', writtenAt: { file, line }, group: null };
  }
  const { policy, dialect, writtenAt, options } = by.binding;
  return {
    policy: policyText(by.binding),
    rule: {
      policy: policy.text,
      filters: [...policy.filters],
      suffix: policy.suffix ?? null,
      allowDown: options.allowDown ?? false,
      minAge: options.minAge ?? 0,
    },
    dialect,
    writtenAt: { file: writtenAt.file, line: writtenAt.line },
    group: options.group ?? null,
  };
}

/** A policy as a person writes it, with its filters. */
export function policyText({
  policy,
}: {
  readonly policy: { text: string; filters: readonly string[] };
}): string {
  return [policy.text, ...policy.filters].join(' ');
}

function runnerUp(
  { by, chosen, current }: Standing,
  listing: Listing | undefined,
  now: number,
): string | null {
  if (listing === undefined || 'problem' in by) return null;
  const [tag = ''] = (chosen ?? current ?? '').split('@');
  return runnerUpOf({ binding: by.binding, chosen: { tag } }, listing, now)?.tag ?? null;
}

function listingOf(image: string, attempt: ListingAttempt | undefined): ImageDetail['listing'] {
  if (attempt === undefined) {
    return { state: 'none', tags: 0, readAt: null, attemptedAt: null, problem: null };
  }
  const { listing, readAt, attemptedAt, failures, problem } = attempt;
  return {
    // What was read before a failure is still what is known, and older than that.
    state: failures > 0 ? 'failed' : listing.state,
    tags: listing.candidates.length,
    readAt: listing.state === 'failed' ? null : timeText(readAt),
    attemptedAt: timeText(attemptedAt),
    problem: problem === undefined ? null : { where: image, ...problem },
  };
}
