import type { ImageName } from '@deployment-automator/image-reference';
import type { TagListing } from '@deployment-automator/registry-clients';
import { type Candidate, decide, type Listing } from '@deployment-automator/tag-policy';
import type { Question } from '../reconcile/index.ts';
import { confirmGone } from './confirm-gone.ts';
import { joinWhole } from './list-whole.ts';
import type { ListingAttempt } from './listing-attempt.ts';
import type { ListingSources } from './read-listing.ts';
import { seek } from './seek.ts';
import { carryOver, type Told } from './told.ts';

const never = Number.NEGATIVE_INFINITY;
/** So many tags are read at first: one page on nearly every registry. */
const firstTags = 100;
/** So many at most, to reach what was read before. */
const furtherTags = 1000;
/** Tags that were deleted stay known until somebody asks for them, so there is an end to what is kept. */
const keptTags = 10_000;
/** So many tags of earlier listings are asked for, one after the other, until one is there. */
const triesAtMost = 3;

/**
 * Reads the newest tags only, as far back as they were read before. They are enough where they, and what is known of
 * older ones, decide every question.
 * @returns undefined where they are not enough: then every tag must be listed
 */
export async function listNewest(
  image: ImageName,
  questions: readonly Question[],
  before: ListingAttempt | undefined,
  sources: ListingSources,
): Promise<Told | undefined> {
  const known = before?.timed ? before.listing.candidates : [];
  const since = known.reduce((last, { pushedAt = never }) => Math.max(last, pushedAt), never);
  const told = await sources.client.listTags(image, {
    newestFirst: { limit: Number.isFinite(since) ? furtherTags : firstTags },
    ...(Number.isFinite(since) && { since }),
  });
  if (told.state !== 'partial' || told.problem !== undefined) {
    return joinWhole(image, told, true, before, sources);
  }
  const oldest = told.candidates.at(-1)?.pushedAt ?? never;
  const older = await stillThere(image, told, known, oldest, sources);
  const kept = older.slice(0, keptTags);
  const listed = carryOver(told.candidates, known, sources.now());
  // What joins a whole list without a gap is whole.
  const isWhole = before?.timed === true && before.listing.state === 'complete' && oldest <= since;
  const state = isWhole && kept.length === older.length ? 'complete' : 'partial';
  const all = [...listed, ...kept];
  const held = state === 'complete' ? [] : heldTags(questions, all, oldest);
  const candidates = await withoutGone(
    image,
    questions,
    { candidates: [...all, ...held], state },
    told,
    sources,
  );
  const listing: Listing = { candidates, state };
  const isDecided = questions.every((question) => {
    const { chosen } = choiceOf(question, listing, sources);
    return chosen !== undefined && !isAssumed(chosen);
  });
  return state === 'complete' || isDecided ? { ...listing, missed: [], timed: true } : undefined;
}

/** Of such a candidate nobody knows whether it is there: it was never listed, and a field holds it. */
export function isAssumed({ firstSeenAt }: Candidate): boolean {
  return firstSeenAt === undefined;
}

/** The known tags that are older than what was read, and those that should have been read but are not proved to be gone. */
async function stillThere(
  image: ImageName,
  told: TagListing,
  known: readonly Candidate[],
  oldest: number,
  { client }: ListingSources,
): Promise<readonly Candidate[]> {
  const read = new Set(told.tags);
  const unread = known.filter(({ tag }) => !read.has(tag));
  const isNewer = ({ pushedAt = never }: Candidate): boolean => pushedAt > oldest;
  const { missed } = await confirmGone(image, { ...told, state: 'complete' }, unread.filter(isNewer), client);
  const older = unread.filter((candidate) => !isNewer(candidate));
  return [...missed, ...older.toSorted((a, b) => (b.pushedAt ?? 0) - (a.pushedAt ?? 0))];
}

/**
 * The tags that fields hold now and that are not among the newest. Whether they are there or gone, they were pushed
 * before all that were read, and that is all that a comparison with those needs.
 */
function heldTags(questions: readonly Question[], known: readonly Candidate[], oldest: number): Candidate[] {
  const tags = new Set(known.map(({ tag }) => tag));
  const held = new Set(questions.flatMap(({ current: { tag } }) => tag ?? []));
  return [...held]
    .filter((tag) => !tags.has(tag))
    .toSorted()
    .map((tag) => ({ tag, pushedAt: oldest - 1 }));
}

/** Leaves out what would be chosen but was only known from earlier, and is not there any more. */
async function withoutGone(
  image: ImageName,
  questions: readonly Question[],
  listing: Listing,
  told: TagListing,
  sources: ListingSources,
): Promise<readonly Candidate[]> {
  const there = new Set(told.tags);
  const gone = new Set<string>();
  const left = (): Listing => ({
    ...listing,
    candidates: listing.candidates.filter(({ tag }) => !gone.has(tag)),
  });
  for (let tries = 0; tries < triesAtMost; tries++) {
    const doubted = questions
      .map((question) => ({ ...choiceOf(question, left(), sources), current: question.current.tag }))
      .flatMap(({ chosen, current }) => (chosen === undefined || chosen.tag === current ? [] : [chosen.tag]))
      .filter((tag) => !there.has(tag));
    if (doubted.length === 0) break;
    for (const tag of new Set(doubted)) {
      const seen = await seek(image, tag, sources.client);
      (seen.is === 'gone' ? gone : there).add(tag);
    }
  }
  return left().candidates;
}

function choiceOf({ policy, current, minAge }: Question, listing: Listing, { now }: ListingSources) {
  return decide(policy, listing, current, { now: now(), ...(minAge !== undefined && { minAge }) });
}
