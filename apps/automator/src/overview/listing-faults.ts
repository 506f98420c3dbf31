import type { Fault } from '@deployment-automator/api-schema';
import type { ImageEntry } from './image-rows.ts';
import type { KnownListings } from './standing.ts';

/** Why the tags of an image could not be read. */
export interface ListingFault {
  readonly image: string;
  readonly fault: Fault;
}

/** In the order of the images' names. */
export function listingFaults(
  entries: readonly ImageEntry[],
  listings: KnownListings,
): readonly ListingFault[] {
  return entries.flatMap(({ row: { image } }) => {
    const problem = listings.get(image)?.problem;
    if (problem === undefined) return [];
    const { code, message, next } = problem;
    return [{ image, fault: { where: image, code, message, next } }];
  });
}
