import type { ChangeSet, Update } from './update.ts';

/**
 * Sorts updates into what travels together: the owner's group, else each image in each directory.
 * Commits and pull requests never share a change set. Keeps the order of the updates.
 */
export function changeSetsOf(updates: readonly Update[]): ChangeSet[] {
  const sets = new Map<string, Update[]>();
  for (const update of updates) {
    const key = `${update.delivery} ${groupKey(update)}`;
    const set = sets.get(key);
    if (set === undefined) sets.set(key, [update]);
    else set.push(update);
  }
  return [...sets].map(([key, [first, ...others]]) => {
    if (first === undefined) throw new Error('a change set is made of at least one update');
    return { key, delivery: first.delivery, updates: [first, ...others] };
  });
}

function groupKey(update: Update): string {
  if (update.group !== null) return `group ${update.group}`;
  const slash = update.file.lastIndexOf('/');
  return `image ${update.image} in ${slash < 0 ? '.' : update.file.slice(0, slash)}`;
}
