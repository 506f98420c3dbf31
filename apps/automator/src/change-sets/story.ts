import type { ChangeSet } from '@deployment-automator/api-schema';
import type { Cause, CauseMemory } from './remember-causes.ts';

/** A change set as Git and the forge tell it. */
export type PlainChangeSet = Omit<ChangeSet, 'trigger' | 'steps' | 'milliseconds'>;

/** Adds what is remembered of how a change set came about. */
export async function withStory(
  set: PlainChangeSet,
  memory: Pick<CauseMemory, 'causeOf' | 'writtenAt'>,
): Promise<ChangeSet> {
  const [causes, writtenAt] = await Promise.all([
    Promise.all(set.updates.map(({ image, to }) => memory.causeOf(image, to))),
    set.commit === null ? undefined : memory.writtenAt(set.commit),
  ]);
  return { ...set, ...storyOf(causes, writtenAt, Date.parse(set.at)) };
}

/**
 * The story of the newest image in it, since that one made it happen.
 *
 * @param committedAt ms since the epoch, in whole seconds as Git has it
 */
export function storyOf(
  causes: readonly (Cause | undefined)[],
  writtenAt: number | undefined,
  committedAt: number,
): Pick<ChangeSet, 'trigger' | 'steps' | 'milliseconds'> {
  const end = writtenAt ?? committedAt + 999;
  // What was noticed later belongs to another change set, of the same image elsewhere.
  const before = causes.filter((one) => one !== undefined).filter(({ noticedAt }) => noticedAt <= end);
  const [cause] = before.toSorted((a, b) => ageOf(b) - ageOf(a));
  const { pushedAt, noticedAt, listedAt } = cause ?? {};
  // A webhook that names the tag needs no listing: the one that is known is then older than the push.
  const listed = listedAt !== undefined && listedAt >= (noticedAt ?? listedAt) ? listedAt : undefined;
  const times = [
    { name: 'image-pushed', at: pushedAt },
    { name: 'noticed', at: noticedAt },
    { name: 'listed', at: listed },
    { name: 'written', at: writtenAt },
  ] as const;
  const steps = times.flatMap(({ name, at }) =>
    at === undefined ? [] : [{ name, at: new Date(at).toISOString() }],
  );
  const took = pushedAt === undefined || writtenAt === undefined ? undefined : writtenAt - pushedAt;
  // Two clocks may disagree about which came first.
  return {
    trigger: cause?.by ?? 'unknown',
    steps,
    milliseconds: took === undefined || took < 0 ? null : took,
  };
}

function ageOf({ pushedAt, noticedAt }: Cause): number {
  return pushedAt ?? noticedAt;
}
