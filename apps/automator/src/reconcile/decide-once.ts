import {
  type Current,
  type Decision,
  decide,
  type Listing,
  type TagPolicy,
} from '@deployment-automator/tag-policy';

/** As {@link decide}, at one time. */
export type Decide = (policy: TagPolicy, listing: Listing, current: Current, allowDown: boolean) => Decision;

/**
 * Decides each question once: an image is often deployed in many places that hold the same tag by the same policy,
 * and a decision costs as much as the image has tags.
 */
export function decideOnce(now: number): Decide {
  const known = new Map<Listing, Map<string, Decision>>();
  return (policy, listing, current, allowDown) => {
    const ofListing = known.get(listing) ?? new Map<string, Decision>();
    known.set(listing, ofListing);
    const question = JSON.stringify([policy.text, current.tag, current.digest, allowDown]);
    const decision = ofListing.get(question) ?? decide(policy, listing, current, { now, allowDown });
    ofListing.set(question, decision);
    return decision;
  };
}
