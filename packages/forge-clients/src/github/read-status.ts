import type { PullRequestStatus } from '../forge-client.ts';
import type { JsonView } from '../http/json-view.ts';

/** Whose review counts: of those who belong to the repository. GitHub lets everybody review a public one. */
const APPROVERS = ['OWNER', 'MEMBER', 'COLLABORATOR'];

/** Whether it can be merged. GitHub computes it after it was first asked, and says null until then. */
export function readMergeable(pull: JsonView): PullRequestStatus['mergeable'] {
  const mergeable = pull.at('mergeable').raw();
  const state = pull.at('mergeable_state').text('unknown');
  if (state === 'dirty' || mergeable === false) return 'conflict';
  if (state === 'behind') return 'behind';
  return mergeable === true ? 'clean' : 'unknown';
}

/**
 * Whether it is approved: the last word of each who may approve counts, and none of them asks for changes. A comment
 * takes nothing back; a dismissed review shows as such in its own place.
 *
 * @param reviews oldest first, as GitHub lists them
 */
export function isApproved(reviews: readonly JsonView[]): boolean {
  const words = new Map<string, string>();
  for (const review of reviews) {
    const state = review.at('state').text();
    const counts = ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'].includes(state);
    if (counts && APPROVERS.includes(review.at('author_association').text(''))) {
      words.set(review.at('user', 'login').text('ghost'), state);
    }
  }
  const last = [...words.values()];
  return last.includes('APPROVED') && !last.includes('CHANGES_REQUESTED');
}
