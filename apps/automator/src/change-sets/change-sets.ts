import type { ChangeSetDetail, ChangeSetsPage, changeSetsQuery } from '@deployment-automator/api-schema';
import type { z } from 'zod';
import { type ChangeSetSource, type ReadChangeSet, readChangeSets } from './read-change-sets.ts';
import type { CauseMemory } from './remember-causes.ts';
import { withStory } from './story.ts';

export type ChangeSetsQuery = z.output<typeof changeSetsQuery>;

/** What was written together, and what is proposed: from Git, with what is remembered of how it came about. */
export interface ChangeSets {
  /** Newest first. */
  page(query: ChangeSetsQuery): Promise<ChangeSetsPage>;
  /** @param id the commit's id, or the branch of the pull request */
  find(configRepo: string, id: string): Promise<ChangeSetDetail | undefined>;
}

export function createChangeSets(
  sources: readonly ChangeSetSource[],
  memory: Pick<CauseMemory, 'causeOf' | 'writtenAt'>,
): ChangeSets {
  return {
    page: async ({ image, configRepo, offset, limit }) => {
      const asked = sources.filter((source) => configRepo === undefined || source.configRepo === configRepo);
      const all = (await Promise.all(asked.map(readChangeSets))).flat();
      const found = all
        .map(({ set }) => set)
        .filter(({ updates }) => image === undefined || updates.some(({ imageId }) => imageId === image))
        .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
      const items = found.slice(offset, offset + limit).map((set) => withStory(set, memory));
      return { items: await Promise.all(items), total: found.length, offset, limit };
    },
    find: async (configRepo, id) => {
      const source = sources.find((one) => one.configRepo === configRepo);
      if (source === undefined) return undefined;
      const found = (await readChangeSets(source)).find(({ set }) => set.id === id);
      if (found === undefined) return undefined;
      const [set, diff] = await Promise.all([withStory(found.set, memory), diffOf(found, source)]);
      return { ...set, message: found.message, diff };
    },
  };
}

/** Of a pull request everything that its branch changes, also what others committed to it. */
async function diffOf({ set, head }: ReadChangeSet, source: ChangeSetSource): Promise<string> {
  if (set.state === 'written') return set.commit === null ? '' : source.ourCommits.diff(set.commit);
  const tip = source.tip();
  return tip === undefined || head === undefined ? '' : source.ourCommits.diffBetween(tip, head);
}
