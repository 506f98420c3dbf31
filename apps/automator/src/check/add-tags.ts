import type { ImageName } from '@deployment-automator/image-reference';
import type { Question } from '../reconcile/index.ts';
import type { ListingAttempt } from './listing-attempt.ts';
import { lookUp } from './look-up.ts';
import { known, type ListingSources, trouble } from './read-listing.ts';
import { carryOver } from './told.ts';

/**
 * Adds tags that were just seen to what is known, and looks up what the questions need to know of them. No list is
 * read: a tag that was pushed is all that is new.
 * @param seen the tags with their digests
 */
export async function addTags(
  image: ImageName,
  seen: ReadonlyMap<string, string>,
  questions: readonly Question[],
  before: ListingAttempt,
  sources: ListingSources,
): Promise<ListingAttempt> {
  const listed = [...seen].map(([tag, digest]) => ({ tag, digest }));
  const added = carryOver(listed, before.listing.candidates, sources.now());
  const others = before.listing.candidates.filter(({ tag }) => !seen.has(tag));
  const { state } = before.listing;
  const found = await lookUp(
    image,
    { candidates: [...others, ...added], state },
    questions,
    { seen },
    sources,
  );
  // The list had another name before these tags were in it.
  const { etag: _etag, unfinished: _unfinished, lookedUp: _lookedUp, ...kept } = before;
  return { ...kept, ...known({ state }, found), ...trouble(found.problem) };
}
