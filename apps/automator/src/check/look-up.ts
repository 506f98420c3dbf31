import type { ImageName } from '@deployment-automator/image-reference';
import { RegistryError } from '@deployment-automator/registry-clients';
import type { Candidate, Listing } from '@deployment-automator/tag-policy';
import type { Question } from '../reconcile/index.ts';
import type { LookedUp } from './listing-attempt.ts';
import type { ListingSources } from './read-listing.ts';
import { wantedDigests, wantedTimes } from './wanted.ts';

/** What was found out about a listing's tags. */
export interface Found {
  readonly candidates: readonly Candidate[];
  /** Set while tags are left that are to be looked up at the next attempt. */
  readonly unfinished?: true;
  /** Why some could not be looked up. */
  readonly problem?: RegistryError;
  /** What it took; left out where nothing was asked. */
  readonly lookedUp?: LookedUp;
}

/** Which of the tags that were looked up before are asked for again. */
export interface Again {
  /** Counts attempts: in each another share of the known tags is asked for again. Default: none are. */
  readonly turn?: number;
  /** Tags that were seen just now, with their digests: they are not asked for once more. */
  readonly seen?: ReadonlyMap<string, string>;
}

/** One attempt looks up so many tags that were never looked up; the next one goes on where it ended. */
const newTagsAtMost = 1000;
/** So many tags that are known are asked for again in one attempt, because a tag can be pushed anew. */
const knownTagsAtMost = 10;
const atOnce = 8;

/**
 * Finds the digests and times that the questions need: one HEAD for each tag that counts, and the image's own word for
 * each digest that was never seen before. A tag that fails is left as it was known.
 */
export async function lookUp(
  image: ImageName,
  listing: Listing,
  questions: readonly Question[],
  { turn, seen = new Map() }: Again,
  sources: ListingSources,
): Promise<Found> {
  const platforms = [...new Set(questions.flatMap((question) => question.platforms ?? []))].sort();
  const look = createLook(image, listing.candidates, seen, sources);
  const times = wantedTimes(listing, questions, sources.now());
  const isFresh = (tag: string): boolean => look.candidate(tag)?.digest === undefined;
  const fresh = times.filter((tag) => isFresh(tag) || seen.has(tag));
  const old = times.filter((tag) => !isFresh(tag) && !seen.has(tag));
  await look.all(
    [...fresh.slice(0, newTagsAtMost), ...(turn === undefined ? [] : share(old, turn))],
    platforms,
  );
  // Only with the times it is known which tag is the newest, and whose digest is needed.
  await look.all(wantedDigests({ ...listing, candidates: look.candidates() }, questions, sources.now()));
  const problem = look.problem();
  const left = Math.max(fresh.length - newTagsAtMost, 0);
  const spent = look.spent();
  return {
    candidates: look.candidates(),
    ...(left > 0 && { unfinished: true }),
    ...(spent.tags > 0 && { lookedUp: { ...spent, left } }),
    ...(problem && { problem }),
  };
}

/** Another share at each turn, so that every tag has its turn. */
function share<T>(all: readonly T[], turn: number): T[] {
  const start = (turn * knownTagsAtMost) % Math.max(all.length, 1);
  return [...all, ...all].slice(start, start + Math.min(knownTagsAtMost, all.length));
}

interface Look {
  candidate(tag: string): Candidate | undefined;
  candidates(): readonly Candidate[];
  problem(): RegistryError | undefined;
  spent(): Omit<LookedUp, 'left'>;
  /** @param platforms given where the build times are wanted too */
  all(tags: readonly string[], platforms?: readonly string[]): Promise<void>;
}

function createLook(
  image: ImageName,
  candidates: readonly Candidate[],
  seen: ReadonlyMap<string, string>,
  { client, details }: ListingSources,
): Look {
  const byTag = new Map(candidates.map((candidate) => [candidate.tag, candidate]));
  let problem: RegistryError | undefined;
  let tags = 0;
  let images = 0;

  const digestOf = async (tag: string): Promise<string | undefined> => {
    const just = seen.get(tag);
    if (just !== undefined) return just;
    tags += 1;
    return (await client.resolveTag(image, tag))?.digest;
  };
  const one = async (tag: string, platforms: readonly string[] | undefined): Promise<void> => {
    const known = byTag.get(tag);
    // A registry that asks for quiet gets it at once.
    if (known === undefined || problem?.retryAt !== undefined) return;
    try {
      const digest = await digestOf(tag);
      if (digest === undefined) return;
      const { builtAt: _, ...moved } = known;
      const built =
        platforms === undefined ? {} : await details.read(image, digest, platforms, () => images++);
      byTag.set(tag, { ...(digest === known.digest ? known : moved), digest, ...built });
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      problem ??= error;
    }
  };
  return {
    candidate: (tag) => byTag.get(tag),
    candidates: () => [...byTag.values()],
    problem: () => problem,
    spent: () => ({ tags, images }),
    all: async (wanted, platforms) => {
      const waiting = [...new Set(wanted)];
      const next = async (): Promise<void> => {
        for (let tag = waiting.pop(); tag !== undefined; tag = waiting.pop()) await one(tag, platforms);
      };
      await Promise.all(Array.from({ length: atOnce }, next));
    },
  };
}
