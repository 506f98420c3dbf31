import type { ImageName } from '@deployment-automator/image-reference';
import type { TagListing } from '@deployment-automator/registry-clients';
import { confirmGone } from './confirm-gone.ts';
import type { ListingAttempt } from './listing-attempt.ts';
import type { ListingSources } from './read-listing.ts';
import { carryOver, type Told } from './told.ts';

/**
 * Lists every tag. Where the list is as it was, by the name that the registry gave it, nothing else is asked.
 * @param timed with the times that the registry gives, which may cost it more pages
 */
export async function listWhole(
  image: ImageName,
  timed: boolean,
  before: ListingAttempt | undefined,
  sources: ListingSources,
): Promise<Told> {
  const etag = before !== undefined && (before.timed === true) === timed ? before.etag : undefined;
  const told = await sources.client.listTags(image, {
    ...(timed && { times: true }),
    ...(etag !== undefined && { etag }),
  });
  if (told.unchanged && before !== undefined) {
    return { ...before.listing, state: 'complete', missed: [], timed, ...(etag !== undefined && { etag }) };
  }
  return joinWhole(image, told, timed, before, sources);
}

/** Joins a list that claims to be whole, or that broke off. */
export async function joinWhole(
  image: ImageName,
  told: TagListing,
  timed: boolean,
  before: ListingAttempt | undefined,
  { client, now }: ListingSources,
): Promise<Told> {
  const problem = told.problem && { problem: told.problem };
  if (told.state === 'failed')
    return { candidates: told.candidates, state: 'failed', missed: [], timed, ...problem };
  const known = [...(before?.listing.candidates ?? []), ...(before?.missed ?? [])];
  const candidates = carryOver(told.candidates, known, now());
  const { missed, believed } = await confirmGone(image, told, known, client);
  return {
    candidates,
    state: believed ? told.state : 'partial',
    missed,
    timed,
    ...problem,
    ...(believed && told.state === 'complete' && told.etag !== undefined && { etag: told.etag }),
  };
}
