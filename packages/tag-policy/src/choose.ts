import { type AgeRule, isOldEnough, whyTooYoung } from './age.ts';
import type { Choice } from './decision.ts';
import type { Current, Listing } from './listing.ts';
import type { Measured } from './measure.ts';
import type { Counting, Picked } from './pick.ts';
import type { TagPolicy } from './tag-policy.ts';

/** What a choice is made from. */
export interface Situation {
  readonly policy: TagPolicy;
  readonly state: Listing['state'];
  readonly current: Current;
  readonly age: AgeRule;
  readonly allowDown: boolean;
  readonly measured: Measured;
  readonly picked: Picked;
}

/** Chooses what a field should hold. What is not known for certain never moves a field down. */
export function choose(situation: Situation): Choice {
  const { policy, state, current, age, measured, picked } = situation;
  if (state === 'failed') return { code: 'unknown', reason: 'the tags could not be listed' };
  if (measured.clockless !== undefined) return { code: 'no-clock', reason: measured.clockless };

  const { held, compare, by } = measured;
  const mayGoDown = situation.allowDown && state === 'complete';
  if (held?.refusal?.code === 'above-range' && !mayGoDown) {
    const why = held.refusal.why(`the current tag ${current.tag}`);
    return { code: 'above-range', reason: `${why}, so it is left as it is` };
  }

  const { newest, eligible } = picked;
  if (newest === undefined) return noCandidate(policy, state);
  const heldKey = held?.key;
  if (heldKey === undefined && mayHideNewer(situation)) {
    const reason = `not all tags and times could be read, and the time of the current tag ${current.tag} is not known`;
    return { code: 'unknown', reason };
  }
  if (eligible === undefined) return tooYoung(newest, age);

  const chosen = eligible.candidate;
  const first = `${chosen.tag} is the newest tag that counts${by}`;
  if (current.tag === undefined) {
    return { code: 'update', chosen, reason: `${first}, and the field has no tag` };
  }
  if (heldKey === undefined) {
    return { code: 'update', chosen, reason: `${first}, and the current tag ${current.tag} has no rank` };
  }

  const up = compare(eligible.key, heldKey);
  if (up > 0) {
    return { code: 'update', chosen, reason: `${first} and newer than the current tag ${current.tag}` };
  }
  const youngerIsNewer = compare(newest.key, heldKey) > 0;
  if (up === 0) {
    const stay = chosen.tag === current.tag ? sameTag(situation, eligible) : sameRank(situation, eligible);
    return stay.code === 'current' && youngerIsNewer ? tooYoung(newest, age) : stay;
  }
  if (youngerIsNewer) return tooYoung(newest, age);
  const lower = `the newest tag that counts${by}, ${chosen.tag}, is lower than the current tag ${current.tag}`;
  if (mayGoDown) return { code: 'down', chosen, reason: `${lower}, and moves down are allowed` };
  if (state === 'partial') return { code: 'unknown', reason: `not all tags could be listed, and ${lower}` };
  return { code: 'not-newer', reason: `${lower}, and moves down are not allowed` };
}

// A version says itself that it is newer than `latest`; a time says so only where all times are known.
function mayHideNewer({ policy, state, current }: Situation): boolean {
  return policy.order.by === 'time' && state !== 'complete' && current.tag !== undefined;
}

function noCandidate({ text, filters }: TagPolicy, state: Listing['state']): Choice {
  const rule = [text, ...filters].join(' ');
  if (state === 'complete') return { code: 'no-candidate', reason: `no tag counts for ${rule}` };
  return { code: 'unknown', reason: `not all tags could be listed, and none of those counts for ${rule}` };
}

function tooYoung({ candidate }: Counting, age: AgeRule): Choice {
  return { code: 'too-young', reason: `newer tags are too young: ${whyTooYoung(candidate, age)}` };
}

/** The best candidate ranks as the field's tag does, but is spelled otherwise. */
function sameRank({ current, measured }: Situation, { candidate }: Counting): Choice {
  if (measured.held?.refusal === undefined) {
    return { code: 'current', reason: `the current tag ${current.tag} is the newest version` };
  }
  const reason = `${candidate.tag} is the same version as the current tag ${current.tag}, which does not count`;
  return { code: 'update', chosen: candidate, reason };
}

/** The field holds the best tag already, so only its digest can be in question. */
function sameTag(situation: Situation, { candidate: chosen }: Counting): Choice {
  const { policy, current, age } = situation;
  if (!asksForDigest(policy, current)) {
    return { code: 'current', chosen, reason: `the current tag ${current.tag} is the newest version` };
  }
  if (chosen.digest === undefined) {
    return { code: 'unknown', reason: `the digest of ${chosen.tag} is not known` };
  }
  if (current.digest === undefined) {
    const reason = `the current tag ${current.tag} is the newest version, and its digest is to be written with it`;
    return { code: 'update', chosen, reason };
  }
  if (chosen.digest === current.digest) {
    const reason = `the current tag ${current.tag} is the newest version, and its digest is the same`;
    return { code: 'current', chosen, reason };
  }
  if (!isOldEnough(chosen, age)) return tooYoung({ candidate: chosen, key: undefined }, age);
  return { code: 'update', chosen, reason: `${chosen.tag} was pushed again and has another digest` };
}

/** Whether the digest of the field's own tag matters while that tag stays. */
export function asksForDigest({ digestMode }: TagPolicy, { digest }: Current): boolean {
  return digestMode === 'follow' || (digestMode === 'pin' && digest === undefined);
}
