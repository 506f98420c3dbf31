import type { Choice, Decision } from './decision.ts';
import { giveVerdicts } from './give-verdicts.ts';
import type { Current, Listing } from './listing.ts';
import { type Ranking, rank } from './ranking.ts';
import type { TagPolicy } from './tag-policy.ts';

/** What a decision needs beside the policy, the tags and the field. */
export interface DecideOptions {
  /** The time of the decision, in milliseconds since the epoch. */
  readonly now: number;
  /** Whether the field may move to a lower version. Only a complete listing lets it. Default: `false`. */
  readonly allowDown?: boolean;
}

/**
 * Decides what a field should hold. Pure and total: the same answer every time, in whatever order the tags are
 * listed, and no tag makes it throw.
 */
export function decide(
  policy: TagPolicy,
  listing: Listing,
  current: Current,
  options: DecideOptions,
): Decision {
  const ranking = rank(policy.order, listing.candidates, current);
  const mayGoDown = options.allowDown === true && listing.state === 'complete';
  const choice = choose(policy, ranking, listing.state, current, mayGoDown);
  return { ...choice, verdicts: giveVerdicts(policy.order, ranking, current, choice) };
}

function choose(
  policy: TagPolicy,
  ranking: Ranking,
  state: Listing['state'],
  current: Current,
  mayGoDown: boolean,
): Choice {
  if (state === 'failed') return { code: 'unknown', reason: 'the tags could not be listed' };

  const held = ranking.current;
  if (held?.refusal?.code === 'above-range' && !mayGoDown) {
    return { code: 'above-range', reason: `the current tag ${held.refusal.reason}, so it is left as it is` };
  }

  const best = ranking.counting[0];
  if (best === undefined) {
    if (state === 'complete') return { code: 'no-candidate', reason: `no tag counts for ${policy.text}` };
    return {
      code: 'unknown',
      reason: `not all tags could be listed, and none of those counts for ${policy.text}`,
    };
  }

  const chosen = best.candidate;
  if (current.tag === undefined || held?.key === undefined) {
    const before =
      current.tag === undefined ? 'the field has no tag' : `the current tag ${current.tag} has no rank`;
    return { code: 'update', chosen, reason: `${chosen.tag} is the newest tag that counts, and ${before}` };
  }

  const up = policy.order.compare(best.key, held.key);
  if (up > 0) {
    const reason = `${chosen.tag} is the newest tag that counts and newer than the current tag ${current.tag}`;
    return { code: 'update', chosen, reason };
  }
  if (up === 0) {
    const reason = `the current tag ${current.tag} is the newest version`;
    return chosen.tag === current.tag ? { code: 'current', chosen, reason } : { code: 'current', reason };
  }
  const lower = `the newest tag that counts, ${chosen.tag}, is lower than the current tag ${current.tag}`;
  if (mayGoDown) return { code: 'down', chosen, reason: `${lower}, and moves down are allowed` };
  if (state === 'partial') return { code: 'unknown', reason: `not all tags could be listed, and ${lower}` };
  return { code: 'not-newer', reason: `${lower}, and moves down are not allowed` };
}
