import type { ChangeSet, Update } from './update.ts';

/** What travels together where the owner names no group. */
export type Grouping = 'image-and-directory' | 'directory' | 'image' | 'all';

/**
 * Sorts updates into what travels together: the owner's group, else by what the operator says, each image in each
 * directory unless said otherwise. Commits and pull requests never share a change set. Keeps the order of the updates.
 */
export function changeSetsOf(
  updates: readonly Update[],
  grouping: Grouping = 'image-and-directory',
): ChangeSet[] {
  const sets = new Map<string, Update[]>();
  for (const update of updates) {
    const key = `${update.delivery} ${groupKey(update, grouping)}`;
    const set = sets.get(key);
    if (set === undefined) sets.set(key, [update]);
    else set.push(update);
  }
  return [...sets].map(([key, [first, ...others]]) => {
    if (first === undefined) throw new Error('a change set is made of at least one update');
    return { key, delivery: first.delivery, updates: [first, ...others] };
  });
}

function groupKey({ group, image, file }: Update, grouping: Grouping): string {
  if (group !== null) return `group ${group}`;
  const slash = file.lastIndexOf('/');
  const directory = slash < 0 ? '.' : file.slice(0, slash);
  switch (grouping) {
    case 'image-and-directory':
      return `image ${image} in ${directory}`;
    case 'directory':
      return `directory ${directory}`;
    case 'image':
      return `image ${image}`;
    case 'all':
      return 'all';
  }
}
