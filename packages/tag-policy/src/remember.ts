import type { Candidate } from './listing.ts';
import type { Standing } from './order.ts';

/** Says where each of the candidates stands, in their order. */
export type ReadStandings = (candidates: readonly Candidate[]) => readonly Standing[];

/** How far ahead a tag is looked for where tags have gone. */
const lookAhead = 8;
/** After so many tags that are not where they were, an index of the earlier ones pays. */
const enoughMisses = 64;

/** Reads every tag each time. */
export function readEach(read: (tag: string) => Standing): ReadStandings {
  return (candidates) => candidates.map(({ tag }) => read(tag));
}

/**
 * Reads only the tags that the candidates before did not have. Registries list their tags in a steady order, so the
 * two lists are walked side by side, which costs less than to look every tag up.
 */
export function rememberStandings(read: (tag: string) => Standing): ReadStandings {
  let before: readonly Candidate[] = [];
  let known: readonly Standing[] = [];
  return (candidates) => {
    if (candidates === before) return known;
    const standings = walk(before, known, candidates, read);
    before = candidates;
    known = standings;
    return standings;
  };
}

function walk(
  before: readonly Candidate[],
  known: readonly Standing[],
  candidates: readonly Candidate[],
  read: (tag: string) => Standing,
): readonly Standing[] {
  const standings: Standing[] = [];
  let next = 0;
  let misses = 0;
  let index: ReadonlyMap<string, number> | undefined;
  for (const { tag } of candidates) {
    let found = before[next]?.tag === tag ? next : undefined;
    if (found === undefined) {
      misses++;
      if (misses === enoughMisses) index = new Map(before.map((candidate, at) => [candidate.tag, at]));
      found = index === undefined ? lookFor(tag, before, next) : index.get(tag);
    }
    const standing = found === undefined ? undefined : known[found];
    if (found !== undefined) next = found + 1;
    standings.push(standing ?? read(tag));
  }
  return standings;
}

function lookFor(tag: string, before: readonly Candidate[], from: number): number | undefined {
  for (let at = from; at < from + lookAhead; at++) if (before[at]?.tag === tag) return at;
  return undefined;
}
