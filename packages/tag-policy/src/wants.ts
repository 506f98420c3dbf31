import { asksForDigest, choose, type Situation } from './choose.ts';
import type { ClockChoice } from './order.ts';

/** What a decision rests on that a list of tags does not tell. */
export interface Wants {
  /** The tags whose digest is needed, known or not: at most one, the tag that the field is to hold. */
  readonly digests: readonly string[];
  /** The tags whose time is needed, in the order of the listing. Empty where the push times that are known will do. */
  readonly times: readonly string[];
  /** Which time of them. `either`: push times of all of them where the registry gives those, else build times. */
  readonly clock: ClockChoice;
}

/**
 * What a decision rests on. Once it is filled in, more may be wanted: the digest is wanted only of the tag that the
 * times bring to the top.
 */
export function wantsOf(situation: Situation): Wants {
  const { order } = situation.policy;
  return {
    digests: wantedDigests(situation),
    times: order.by === 'time' ? timesToRank(situation, order.clock) : timesToAge(situation),
    clock: order.by === 'time' ? order.clock : 'pushed',
  };
}

function wantedDigests(situation: Situation): readonly string[] {
  const { policy, current, picked } = situation;
  const top = picked.eligible?.candidate;
  if (top === undefined) return [];
  const { code, chosen } = choose(situation);
  if (chosen?.tag === top.tag && top.tag !== current.tag && (code === 'update' || code === 'down')) {
    return policy.digestMode === 'keep' && current.digest === undefined ? [] : [top.tag];
  }
  return top.tag === current.tag && asksForDigest(policy, current) ? [top.tag] : [];
}

function timesToRank({ measured }: Situation, clock: ClockChoice): readonly string[] {
  const { candidates, standings } = measured;
  const passing = candidates.filter((_, index) => {
    const code = standings[index]?.refusal?.code;
    return code === undefined || code === 'no-time' || code === 'unknown';
  });
  const pushTimesDo = clock !== 'built' && passing.every(({ pushedAt }) => pushedAt !== undefined);
  return pushTimesDo ? [] : passing.map(({ tag }) => tag);
}

/** A minimum age counts from the push, else from when a tag was first seen: only tags without either are asked for. */
function timesToAge({ measured, current, age }: Situation): readonly string[] {
  if (age.minAge <= 0) return [];
  const { candidates, standings, held, compare } = measured;
  const heldKey = held?.key;
  const ageless = candidates.filter(({ tag, pushedAt, firstSeenAt }, index) => {
    const { key, refusal } = standings[index] ?? {};
    if (refusal !== undefined || tag === current.tag) return false;
    if (pushedAt !== undefined || firstSeenAt !== undefined) return false;
    return heldKey === undefined || compare(key, heldKey) > 0;
  });
  return ageless.map(({ tag }) => tag);
}
