import { chooseClock, clockNames, timeOf } from './clock.ts';
import type { Candidate, Current } from './listing.ts';
import type { Refusal, Standing, TextOrder, TimeOrder } from './order.ts';
import { keptSuffix, readHeldTag } from './read-tag.ts';
import type { ReadStandings } from './remember.ts';
import type { TagPolicy } from './tag-policy.ts';

/** Every candidate with its place on the one scale of a decision. */
export interface Measured {
  readonly candidates: readonly Candidate[];
  /** Of each candidate, in their order. */
  readonly standings: readonly Standing[];
  /** Where the tag stands that the field holds; `undefined` where it holds none. */
  readonly held: Standing | undefined;
  readonly compare: TextOrder['compare'];
  /** What the scale is, for a reason: ` by build time`, or nothing. */
  readonly by: string;
  /** Why the candidates have no clock in common; `undefined` where they have. */
  readonly clockless: string | undefined;
}

/** How to read tags where this suffix is kept. */
export type StandingsReader = (kept: string | undefined) => ReadStandings;

/** Puts candidates and the field's own tag on one scale. */
export function measure(
  policy: TagPolicy,
  candidates: readonly Candidate[],
  current: Current,
  reader: StandingsReader,
): Measured {
  const kept = keptSuffix(policy, current);
  const standings = reader(kept)(candidates);
  const held = current.tag === undefined ? undefined : readHeldTag(policy, current.tag, kept);
  const { order } = policy;
  if (order.by === 'time') return measureTimes(order, candidates, standings, current, held);
  return { candidates, standings, held, compare: order.compare, by: '', clockless: undefined };
}

const mixedTimes = 'some tags have only a push time and others only a build time, which cannot be compared';

const mixed: Refusal = {
  code: 'unknown',
  why: (tag) => `${tag} has a time, but not all tags have a time of that kind`,
};

function measureTimes(
  { clock: choice }: TimeOrder,
  candidates: readonly Candidate[],
  standings: readonly Standing[],
  current: Current,
  held: Standing | undefined,
): Measured {
  const clock = chooseClock(
    choice,
    candidates.filter((_, index) => standings[index]?.refusal === undefined),
  );
  const name = clock === undefined ? 'time' : clockNames[clock];
  const noTime: Refusal = { code: 'no-time', why: (tag) => `the ${name} of ${tag} is not known` };
  const timed = (candidate: Candidate): Standing => {
    if (clock === undefined) {
      const has = timeOf(candidate, 'pushed') ?? timeOf(candidate, 'built');
      return { refusal: has === undefined ? noTime : mixed };
    }
    const key = timeOf(candidate, clock);
    return key === undefined ? { refusal: noTime } : { key };
  };
  const own = candidates.find(({ tag }) => tag === current.tag);
  const heldTimed = held === undefined || held.refusal || own === undefined ? held : timed(own);
  return {
    candidates,
    standings: standings.map((standing, index) => {
      const candidate = candidates[index];
      return standing.refusal || candidate === undefined ? standing : timed(candidate);
    }),
    held: heldTimed,
    compare: compareTimes,
    by: ` by ${name}`,
    clockless: clock === undefined ? mixedTimes : undefined,
  };
}

function compareTimes(a: unknown, b: unknown): number {
  return Number(a) - Number(b);
}
