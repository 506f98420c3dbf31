import { type Listing, type Wants, wants } from '@deployment-automator/tag-policy';
import type { Question } from '../reconcile/index.ts';

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

/** Whether everything that the questions rest on was looked up once. */
export function isAnswered(listing: Listing, questions: readonly Question[], now: number): boolean {
  const known = new Map(listing.candidates.map((candidate) => [candidate.tag, candidate]));
  const needed = [...wantedTimes(listing, questions, now), ...wantedDigests(listing, questions, now)];
  return needed.every((tag) => known.get(tag)?.digest !== undefined);
}

function ask(listing: Listing, { policy, current, minAge }: Question, now: number): Wants {
  return wants(policy, listing, current, { now, ...(minAge !== undefined && { minAge }) });
}
