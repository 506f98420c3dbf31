import { asksForDigest, choose, type Situation } from './choose.ts';
import type { Candidate } from './listing.ts';

/** What the registry must still be asked. */
export interface Wants {
  /** The tags whose digest is needed: at most one, the tag that the field is to hold. */
  readonly digests: readonly string[];
  /** Which time of `tags` is needed. `any`: push times where the registry gives them, else build times, of all of them. */
  readonly times: 'none' | 'pushed' | 'built' | 'any';
  /** The tags whose time is not known, in the order of the listing. */
  readonly tags: readonly string[];
}

/**
 * What a decision still lacks. Once it is filled in, more may be wanted: the digest is wanted only of the tag that the
 * times bring to the top.
 */
export function wantsOf(situation: Situation): Wants {
  return { digests: wantedDigests(situation), ...wantedTimes(situation) };
}

function wantedDigests(situation: Situation): readonly string[] {
  const { policy, current, picked } = situation;
  const top = picked.eligible?.candidate;
  if (top === undefined || top.digest !== undefined) return [];
  const { code, chosen } = choose(situation);
  if (chosen?.tag === top.tag && (code === 'update' || code === 'down')) {
    return policy.digestMode === 'keep' && current.digest === undefined ? [] : [top.tag];
  }
  return top.tag === current.tag && asksForDigest(policy, current) ? [top.tag] : [];
}

function wantedTimes(situation: Situation): Pick<Wants, 'times' | 'tags'> {
  const { policy, measured, current, age } = situation;
  const { candidates, standings, held, compare } = measured;
  const { order } = policy;
  if (order.by === 'time') {
    const passing = candidates.filter((_, index) => {
      const code = standings[index]?.refusal?.code;
      return code === undefined || code === 'no-time' || code === 'unknown';
    });
    const pushed = lacking(passing, 'pushedAt');
    const built = lacking(passing, 'builtAt');
    if (order.clock === 'pushed') return asked('pushed', pushed);
    if (order.clock === 'built') return asked('built', built);
    return pushed.length === 0 || built.length === 0 ? asked('any', []) : asked('any', built);
  }
  if (age.minAge <= 0) return asked('pushed', []);
  const heldKey = held?.key;
  const ageless = candidates.filter(({ tag, pushedAt, firstSeenAt }, index) => {
    const { key, refusal } = standings[index] ?? {};
    if (refusal !== undefined || tag === current.tag) return false;
    if (pushedAt !== undefined || firstSeenAt !== undefined) return false;
    return heldKey === undefined || compare(key, heldKey) > 0;
  });
  return asked('pushed', lacking(ageless, 'pushedAt'));
}

function lacking(candidates: readonly Candidate[], time: 'pushedAt' | 'builtAt'): readonly string[] {
  return candidates.filter((candidate) => candidate[time] === undefined).map(({ tag }) => tag);
}

function asked(times: Wants['times'], tags: readonly string[]): Pick<Wants, 'times' | 'tags'> {
  return { times: tags.length === 0 ? 'none' : times, tags };
}
