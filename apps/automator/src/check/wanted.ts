import { type Listing, type Wants, wants } from '@deployment-automator/tag-policy';
import { type Question, questionKey } from '../reconcile/index.ts';
import type { ListingAttempt } from './listing-attempt.ts';

/** The tags whose build time the questions rest on. A push time is in the listing or nowhere. */
export function wantedTimes(listing: Listing, questions: readonly Question[], now: number): string[] {
  const asked = questions.map((question) => ask(listing, question, now));
  return [...new Set(asked.flatMap(({ clock, times }) => (clock === 'pushed' ? [] : times)))];
}

/** The tags whose digest the questions rest on, as it is now: what was known of it may be old. */
export function wantedDigests(listing: Listing, questions: readonly Question[], now: number): string[] {
  const asked = questions.map((question) => ask(listing, question, now));
  return [...new Set(asked.flatMap(({ digests }) => digests))];
}

/**
 * Whether a listing was read for these questions, or happens to tell all that they rest on. What it was read for and
 * does not tell is asked for again in its own time.
 */
export function isAnswered(
  { listing, asked = [] }: Pick<ListingAttempt, 'listing' | 'asked'>,
  questions: readonly Question[],
  now: number,
): boolean {
  const before = new Set(asked);
  const rest = questions.filter((question) => !before.has(questionKey(question)));
  const known = new Map(listing.candidates.map((candidate) => [candidate.tag, candidate]));
  const needed = [...wantedTimes(listing, rest, now), ...wantedDigests(listing, rest, now)];
  return needed.every((tag) => known.get(tag)?.digest !== undefined);
}

function ask(listing: Listing, { policy, current, minAge }: Question, now: number): Wants {
  return wants(policy, listing, current, { now, ...(minAge !== undefined && { minAge }) });
}
