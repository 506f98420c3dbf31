import type { ImageName } from '@deployment-automator/image-reference';
import type { RegistryClient } from '@deployment-automator/registry-clients';
import type { Named, NamedTag } from './named-tags.ts';
import { seek } from './seek.ts';

/** What became of the tags that webhooks named. */
export interface Sight {
  /** Those that are there, with their digests. */
  readonly seen: ReadonlyMap<string, string>;
  /** Those that are not there yet. */
  readonly missed: readonly NamedTag[];
  /** What the webhooks said is dealt with without a list of all tags. */
  readonly isEnough: boolean;
}

/** For more tags than this one list is cheaper. */
const tagsAtMost = 3;

/**
 * Looks for the tags that webhooks named, by one HEAD each. One that is missed the first time may be there under
 * another spelling, as Gitea names all tags in lower case; so it leads to a list.
 */
export async function lookForNamed(
  image: ImageName,
  { tags, isAll }: Named,
  client: Pick<RegistryClient, 'resolveTag'>,
): Promise<Sight> {
  const seen = new Map<string, string>();
  const missed: NamedTag[] = [];
  let isEnough = isAll && tags.length > 0 && tags.length <= tagsAtMost;
  for (const named of tags.slice(-tagsAtMost)) {
    const sought = await seek(image, named.tag, client);
    if (sought.is === 'there') seen.set(named.tag, sought.digest);
    else {
      missed.push(named);
      if (sought.is === 'unknown' || named.misses === 0) isEnough = false;
    }
  }
  return { seen, missed, isEnough };
}
