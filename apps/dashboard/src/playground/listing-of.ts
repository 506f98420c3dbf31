import type { ImageDetail, Candidate as ListedCandidate } from '@deployment-automator/api-schema';
import type { Candidate, Listing } from '@deployment-automator/tag-policy';

/** What the API says of an image's tags, as a decision takes it. */
export function listingOf(
  items: readonly ListedCandidate[],
  state: ImageDetail['listing']['state'],
): Listing {
  // Where the registry was never asked nothing is known, as after an answer that failed.
  return { candidates: items.map(candidateOf), state: state === 'none' ? 'failed' : state };
}

function candidateOf({ tag, digest, pushedAt, builtAt, firstSeenAt }: ListedCandidate): Candidate {
  return {
    tag,
    ...(digest !== null && { digest }),
    ...(pushedAt !== null && { pushedAt: Date.parse(pushedAt) }),
    ...(builtAt !== null && { builtAt: Date.parse(builtAt) }),
    ...(firstSeenAt !== null && { firstSeenAt: Date.parse(firstSeenAt) }),
  };
}
