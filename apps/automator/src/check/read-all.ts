import { parseImageName } from '@deployment-automator/image-reference';
import type { Question } from '../reconcile/index.ts';
import type { OnProgress } from '../telemetry/index.ts';
import type { ListingAttempt } from './listing-attempt.ts';
import type { Listings } from './listings.ts';

/** How many images are listed at a time. */
const atOnce = 8;

/**
 * Lists the images that questions are about; each is asked for once, whichever of its names the questions use.
 * @returns by the names in the questions
 */
export async function readAll(
  questions: ReadonlyMap<string, readonly Question[]>,
  listings: Pick<Listings, 'nameOf' | 'read'>,
  onProgress: OnProgress = () => undefined,
): Promise<ReadonlyMap<string, ListingAttempt>> {
  const byImage = new Map<string, Question[]>();
  for (const [name, asked] of questions) {
    const image = listings.nameOf(name);
    byImage.set(image, [...(byImage.get(image) ?? []), ...asked]);
  }
  const waiting = [...byImage];
  if (waiting.length > 0) onProgress('asking registries', 0, byImage.size);
  const attempts = new Map<string, ListingAttempt>();
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [image, asked] = next;
      attempts.set(image, await listings.read(parseImageName(image), asked));
      onProgress('asking registries', attempts.size, byImage.size);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return new Map(
    [...questions.keys()].flatMap((name) => {
      const attempt = attempts.get(listings.nameOf(name));
      return attempt === undefined ? [] : [[name, attempt] as const];
    }),
  );
}
