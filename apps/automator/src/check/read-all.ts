import { type ImageName, parseImageName } from '@deployment-automator/image-reference';
import type { ListingAttempt } from './listings.ts';

/** Lists many images, so many at a time; each is asked for once. */
export async function readAll(
  images: Iterable<string>,
  read: (image: ImageName) => Promise<ListingAttempt>,
  atOnce: number,
): Promise<ReadonlyMap<string, ListingAttempt>> {
  const waiting = [...new Set(images)];
  const attempts = new Map<string, ListingAttempt>();
  const work = async (): Promise<void> => {
    for (let image = waiting.pop(); image !== undefined; image = waiting.pop()) {
      attempts.set(image, await read(parseImageName(image)));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return attempts;
}
