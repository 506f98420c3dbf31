import type { Happening } from '../../activity/index.ts';
import { imageIdOf, type ListingAttempt } from '../../check/index.ts';
import { count, type Telling } from './telling.ts';

/** So many new tags are named; of more only the number is told. */
const namedAtMost = 3;

/**
 * What a look at an image came to, as far as it is news: the first list of its tags, tags that are new or moved, a
 * fault that was not there before, or its end.
 */
export function tellCheck(
  image: string,
  before: ListingAttempt | undefined,
  after: ListingAttempt,
): readonly Telling[] {
  const about = { kind: 'check', image, imageId: imageIdOf(image) } as const;
  const { problem, listing } = after;
  if (problem !== undefined) {
    if (problem.code === before?.problem?.code) return [];
    const { code, message, next } = problem;
    return [{ happening: { ...about, message, code, next } }];
  }
  const tags = count(listing.candidates.length, 'tag');
  const news = before === undefined ? [] : newTags(before, after);
  const message = sayNews(tags, before, news);
  if (message === undefined) return [];
  const [only] = news;
  const happening: Happening = {
    ...about,
    message: `${image}: ${message}`,
    ...(news.length === 1 && only !== undefined && { tag: only }),
  };
  return [{ happening }];
}

function sayNews(
  tags: string,
  before: ListingAttempt | undefined,
  news: readonly string[],
): string | undefined {
  if (before === undefined) return `listed for the first time, ${tags}`;
  const names = news.length <= namedAtMost ? `: ${news.join(', ')}` : '';
  const found = news.length === 0 ? undefined : `${tags}, ${news.length} new or moved${names}`;
  if (before.problem === undefined) return found;
  return `the registry answers again, ${found ?? tags}`;
}

/** Tags that were not there before, or pointed at something else. */
function newTags(before: ListingAttempt, { listing }: ListingAttempt): string[] {
  const known = new Map(before.listing.candidates.map(({ tag, digest }) => [tag, digest]));
  return listing.candidates
    .filter(({ tag, digest }) => {
      const old = known.get(tag);
      return !known.has(tag) || (old !== undefined && digest !== undefined && old !== digest);
    })
    .map(({ tag }) => tag);
}
