import type { ImageName } from '@deployment-automator/image-reference';
import type { RegistryClient, RegistryError } from '@deployment-automator/registry-clients';
import { type Question, questionKey } from '../reconcile/index.ts';
import { askTags } from './ask-tags.ts';
import type { ImageDetails } from './image-details.ts';
import { isAssumed } from './list-newest.ts';
import type { ListingAttempt } from './listing-attempt.ts';
import { type Found, lookUp } from './look-up.ts';
import type { Told } from './told.ts';

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
  const told = await askTags(image, questions, before && listedOf(before), sources);
  const asked = { asked: questions.map(questionKey) };
  if (told.state === 'failed') return { ...failed(told, before, sources.now()), ...asked };
  const readAt = sources.now();
  const turn = (before?.turn ?? 0) + 1;
  const found = await lookUp(image, told, questions, { turn }, sources);
  return {
    ...asked,
    ...known(told, found),
    readAt,
    attemptedAt: sources.now(),
    failures: 0,
    turn,
    ...(told.etag !== undefined && { etag: told.etag }),
    ...(told.timed && { timed: told.timed }),
    ...(told.missed.length > 0 && { missed: told.missed }),
    ...trouble(told.problem ?? found.problem),
  };
}

/** What was listed; tags that were only assumed are worked out again, from the fields as they are now. */
function listedOf({ listing, ...attempt }: ListingAttempt): ListingAttempt {
  const candidates = listing.candidates.filter((candidate) => !isAssumed(candidate));
  return { ...attempt, listing: { ...listing, candidates } };
}

/** What is known now. Where not all is known that was asked, what is known is no reason to move down. */
export function known(
  { state }: Pick<Told, 'state'>,
  { candidates, problem, unfinished, lookedUp }: Found,
): Pick<ListingAttempt, 'listing' | 'unfinished' | 'lookedUp'> {
  return {
    listing: { candidates, state: problem === undefined ? state : 'partial' },
    ...(unfinished && { unfinished }),
    ...(lookedUp && { lookedUp }),
  };
}

/** What is told of a registry that did not give all that was asked. */
export function trouble(problem: RegistryError | undefined): Pick<ListingAttempt, 'problem' | 'retryAt'> {
  if (problem === undefined) return {};
  const { code, message, next, retryAt } = problem;
  return { problem: { code, message, next }, ...(retryAt !== undefined && { retryAt }) };
}

function failed(
  { problem, candidates }: Told,
  before: ListingAttempt | undefined,
  now: number,
): ListingAttempt {
  const {
    problem: _problem,
    retryAt: _retryAt,
    ...kept
  } = before ?? {
    listing: { candidates, state: 'failed' as const },
    readAt: now,
    turn: 0,
  };
  return { ...kept, attemptedAt: now, failures: (before?.failures ?? 0) + 1, ...trouble(problem) };
}
