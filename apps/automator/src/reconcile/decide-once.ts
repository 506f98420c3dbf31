import {
  type Current,
  type DecideOptions,
  type Decision,
  decide,
  type Listing,
  type TagPolicy,
} from '@deployment-automator/tag-policy';

/** As {@link decide}, at one time. */
export type Decide = (
  policy: TagPolicy,
  listing: Listing,
  current: Current,
  options: Pick<DecideOptions, 'allowDown' | 'minAge'>,
) => Decision;

/**
 * Decides each question once: an image is often deployed in many places that hold the same tag by the same policy,
 * and a decision costs as much as the image has tags.
 */
export function decideOnce(now: number): Decide {
  const known = new Map<Listing, Map<string, Decision>>();
  return (policy, listing, current, options) => {
    const ofListing = known.get(listing) ?? new Map<string, Decision>();
    known.set(listing, ofListing);
    const question = JSON.stringify([
      policy.identity,
      current.tag,
      current.digest,
      options.allowDown,
      options.minAge,
    ]);
    const decision = ofListing.get(question) ?? decide(policy, listing, current, { ...options, now });
    ofListing.set(question, decision);
    return decision;
  };
}
