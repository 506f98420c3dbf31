import type { ImageName } from '@deployment-automator/image-reference';
import type { ListedTag, RegistryClient, TagListing } from '@deployment-automator/registry-clients';
import type { Candidate } from '@deployment-automator/tag-policy';
import type { ListingRecord, Question } from '../reconcile/index.ts';
import { confirmGone } from './confirm-gone.ts';
import type { ImageDetails } from './image-details.ts';
import { lookUp } from './look-up.ts';

/** How an attempt to list an image ended. */
export interface ListingAttempt extends ListingRecord {
  /** Attempts that failed since the last one that told something. */
  readonly failures: number;
  /** The registry asks not to be called before this time; ms since the epoch. */
  readonly retryAt?: number;
  /** When the attempt ended. */
  readonly attemptedAt: number;
  /** What the last complete listing had and this one lacks, while it is not proved to be gone. */
  readonly missed?: readonly Candidate[];
  /** How many attempts told something: says which of the known tags have their turn to be looked up again. */
  readonly turn: number;
}

/** Where a listing is read from. */
export interface ListingSources {
  readonly client: RegistryClient;
  readonly details: ImageDetails;
  readonly now: () => number;
}

/**
 * Asks the registry for an image's tags, and for what the questions need to know of them: digests and times.
 * @param before the attempt before this one; after a failure its listing stays what is known (law 3)
 */
export async function readListing(
  image: ImageName,
  questions: readonly Question[],
  before: ListingAttempt | undefined,
  sources: ListingSources,
): Promise<ListingAttempt> {
  const { client, now } = sources;
  const told = await client.listTags(image);
  if (told.state === 'failed') return failed(told, before, now());

  const readAt = now();
  const turn = (before?.turn ?? 0) + 1;
  const known = [...(before?.listing.candidates ?? []), ...(before?.missed ?? [])];
  const candidates = carryOver(told.candidates, known, readAt);
  const { missed, believed } = await confirmGone(image, told, known, client);
  const state = believed ? told.state : 'partial';
  const found = await lookUp(image, { candidates, state }, questions, turn, sources);
  const problem = told.problem ?? found.problem;
  return {
    // Where not all is known that was asked, what is known is no reason to move down.
    listing: { candidates: found.candidates, state: found.problem === undefined ? state : 'partial' },
    readAt,
    attemptedAt: now(),
    failures: 0,
    turn,
    ...(missed.length > 0 && { missed }),
    ...(found.unfinished && { unfinished: true }),
    ...(problem && { problem: { code: problem.code, message: problem.message, next: problem.next } }),
    ...(problem?.retryAt !== undefined && { retryAt: problem.retryAt }),
  };
}

function failed(
  { problem, tags }: TagListing,
  before: ListingAttempt | undefined,
  now: number,
): ListingAttempt {
  const listing = before?.listing ?? { candidates: tags.map((tag) => ({ tag })), state: 'failed' };
  return {
    listing,
    readAt: before?.readAt ?? now,
    attemptedAt: now,
    failures: (before?.failures ?? 0) + 1,
    turn: before?.turn ?? 0,
    ...(before?.missed && { missed: before.missed }),
    ...(problem && { problem: { code: problem.code, message: problem.message, next: problem.next } }),
    ...(problem?.retryAt !== undefined && { retryAt: problem.retryAt }),
  };
}

/**
 * What was known of a tag stays known until it is looked up again, or until the listing itself says otherwise. A tag
 * that is new is first seen now.
 */
function carryOver(listed: readonly ListedTag[], known: readonly Candidate[], now: number): Candidate[] {
  const byTag = new Map(known.map((candidate) => [candidate.tag, candidate]));
  return listed.map((said) => {
    const { firstSeenAt = now, ...before } = byTag.get(said.tag) ?? { tag: said.tag };
    const moved = said.digest !== undefined && said.digest !== before.digest;
    return { ...(moved ? {} : before), ...said, firstSeenAt };
  });
}
