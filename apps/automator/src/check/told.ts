import type { ListedTag, RegistryError } from '@deployment-automator/registry-clients';
import type { Candidate, Listing } from '@deployment-automator/tag-policy';

/** What a registry said of an image's tags, joined with what was known of them before. */
export interface Told extends Listing {
  /** Tags of the earlier listing that this one lacks, while it is not proved that they are gone. */
  readonly missed: readonly Candidate[];
  /** Why it is not complete. */
  readonly problem?: RegistryError;
  /** The registry's name for the list that the candidates are of. */
  readonly etag?: string;
  /** The list came with the times that the registry gives. */
  readonly timed: boolean;
}

/**
 * What was known of a tag stays known until it is looked up again, or until the listing itself says otherwise. A tag
 * that is new is first seen now.
 */
export function carryOver(
  listed: readonly ListedTag[],
  known: readonly Candidate[],
  now: number,
): Candidate[] {
  const byTag = new Map(known.map((candidate) => [candidate.tag, candidate]));
  return listed.map((said) => {
    const { firstSeenAt = now, ...before } = byTag.get(said.tag) ?? { tag: said.tag };
    const moved = said.digest !== undefined && said.digest !== before.digest;
    return { ...(moved ? {} : before), ...said, firstSeenAt };
  });
}
