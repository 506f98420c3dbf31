import { type ImageName, parseImageName } from '@deployment-automator/image-reference';
import type { Question } from '../reconcile/index.ts';
import type { ListingAttempt } from './read-listing.ts';

/** Lists the images that questions are about, so many at a time; each is asked for once. */
export async function readAll(
  questions: ReadonlyMap<string, readonly Question[]>,
  read: (image: ImageName, questions: readonly Question[]) => Promise<ListingAttempt>,
  atOnce: number,
): Promise<ReadonlyMap<string, ListingAttempt>> {
  const waiting = [...questions];
  const attempts = new Map<string, ListingAttempt>();
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [image, asked] = next;
      attempts.set(image, await read(parseImageName(image), asked));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return attempts;
}
