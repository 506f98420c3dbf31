import type { ImageName } from '@deployment-automator/image-reference';
import type { RegistryClient, TagListing } from '@deployment-automator/registry-clients';
import type { Candidate } from '@deployment-automator/tag-policy';
import { seek } from './seek.ts';

/** Whether a listing may be believed that lacks tags of the one before. */
export interface Gone {
  /** The tags that the last complete listing had and this one lacks, while that is not proved. */
  readonly missed: readonly Candidate[];
  readonly believed: boolean;
}

const collator = new Intl.Collator('en', { numeric: true });

/** How many tags are asked for to tell half a list from a registry that was tidied up. */
const askedFor = 3;

/**
 * A listing that lacks tags says that they are gone, or it is half a list that calls itself complete. Some of the
 * lacking tags are asked for by HEAD: only where the registry has none of them the listing is believed (law 3).
 */
export async function confirmGone(
  image: ImageName,
  told: TagListing,
  known: readonly Candidate[],
  client: RegistryClient,
): Promise<Gone> {
  const tags = new Set(told.tags);
  const missing = known.filter(({ tag }) => !tags.has(tag)).sort((a, b) => collator.compare(a.tag, b.tag));
  if (missing.length === 0) return { missed: [], believed: true };
  if (told.state !== 'complete') return { missed: missing, believed: false };
  const answers = await Promise.all(missing.slice(-askedFor).map(({ tag }) => seek(image, tag, client)));
  return answers.every(({ is }) => is === 'gone')
    ? { missed: [], believed: true }
    : { missed: missing, believed: false };
}
