import type { ImageName } from '@deployment-automator/image-reference';
import type { Question } from '../reconcile/index.ts';
import { listNewest } from './list-newest.ts';
import { listWhole } from './list-whole.ts';
import type { ListingAttempt } from './listing-attempt.ts';
import type { ListingSources } from './read-listing.ts';
import type { Told } from './told.ts';

/**
 * Asks for the tags in the way that costs least for these questions: one list for all of them, with times only where
 * one of them goes by the time that the registry gives, and the newest only where all of them do.
 */
export async function askTags(
  image: ImageName,
  questions: readonly Question[],
  before: ListingAttempt | undefined,
  sources: ListingSources,
): Promise<Told> {
  const byTime = questions.filter(({ policy: { order } }) => order.by === 'time' && order.clock !== 'built');
  const timed = byTime.length > 0 && sources.client.timeOf(image.registry) !== 'built';
  const newest =
    timed && byTime.length === questions.length
      ? await listNewest(image, questions, before, sources)
      : undefined;
  return newest ?? listWhole(image, timed, before, sources);
}
