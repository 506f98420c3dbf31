import { choose, type Situation } from './choose.ts';
import type { Decision } from './decision.ts';
import { distinctCandidates } from './distinct-candidates.ts';
import { giveVerdicts } from './give-verdicts.ts';
import type { Current, Listing } from './listing.ts';
import { measure, type StandingsReader } from './measure.ts';
import { pick } from './pick.ts';
import { readTag } from './read-tag.ts';
import { type ReadStandings, readEach, rememberStandings } from './remember.ts';
import type { TagPolicy } from './tag-policy.ts';
import { type Wants, wantsOf } from './wants.ts';

/** What a decision needs beside the policy, the tags and the field. */
export interface DecideOptions {
  /** The time of the decision, in milliseconds since the epoch. */
  readonly now: number;
  /** Whether the field may move to a lower version. Only a complete listing lets it. Default: `false`. */
  readonly allowDown?: boolean;
  /** How long a tag must have been there before it is chosen, in milliseconds. Default: `0`. */
  readonly minAge?: number;
  /** Whether every candidate gets a verdict, which costs more than the choice. Default: `false`. */
  readonly verdicts?: boolean;
}

/** A policy that remembers how it read the tags of one image, so that a new listing costs what is new in it. */
export interface Decider {
  /** As {@link decide}. */
  decide(listing: Listing, current: Current, options: DecideOptions): Decision;
  /** As {@link wants}. */
  wants(listing: Listing, current: Current, options: DecideOptions): Wants;
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
  return decideBy(readAnew(policy), policy, listing, current, options);
}

/** Says of which tags {@link decide} must know the digest or the time. */
export function wants(policy: TagPolicy, listing: Listing, current: Current, options: DecideOptions): Wants {
  return wantsOf(situationOf(readAnew(policy), policy, listing, current, options));
}

/**
 * A decider for one policy and one image. It gives the same answers as {@link decide} does, and holds as much memory
 * as the last listing has tags.
 */
export function createDecider(policy: TagPolicy): Decider {
  const readers = new Map<string | undefined, ReadStandings>();
  const reader: StandingsReader = (kept) => {
    const known = readers.get(kept) ?? rememberStandings((tag) => readTag(policy, tag, kept));
    readers.set(kept, known);
    return known;
  };
  return {
    decide: (listing, current, options) => decideBy(reader, policy, listing, current, options),
    wants: (listing, current, options) => wantsOf(situationOf(reader, policy, listing, current, options)),
  };
}

function readAnew(policy: TagPolicy): StandingsReader {
  return (kept) => readEach((tag) => readTag(policy, tag, kept));
}

function decideBy(
  reader: StandingsReader,
  policy: TagPolicy,
  listing: Listing,
  current: Current,
  options: DecideOptions,
): Decision {
  const situation = situationOf(reader, policy, listing, current, options);
  const choice = choose(situation);
  return { ...choice, verdicts: options.verdicts === true ? giveVerdicts(situation, choice) : [] };
}

function situationOf(
  reader: StandingsReader,
  policy: TagPolicy,
  listing: Listing,
  current: Current,
  { now, minAge = 0, allowDown = false, verdicts = false }: DecideOptions,
): Situation {
  // Of a tag that is listed twice the better one would win anyway, but for its times and in the list of verdicts.
  const oneEach = verdicts || minAge > 0 || policy.order.by === 'time';
  const candidates = oneEach ? distinctCandidates(listing.candidates) : listing.candidates;
  const age = { now, minAge };
  const measured = measure(policy, candidates, current, reader);
  return {
    policy,
    state: listing.state,
    current,
    age,
    allowDown,
    measured,
    picked: pick(measured, current, age),
  };
}
