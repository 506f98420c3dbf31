import { AutomatorError } from '../errors/automator-error.ts';
import type { Update } from '../reconcile/index.ts';

/** More commits at once than the operator expects are taken for a mistake: then none of them is written. */
export function tooManyUpdates(
  repo: string,
  updates: readonly Update[],
  limit: number,
): AutomatorError | undefined {
  const count = updates.filter(({ delivery }) => delivery === 'commit').length;
  if (count <= limit) return undefined;
  return new AutomatorError(
    'too-many-updates',
    `${count} updates are due in ${repo}, the limit is ${limit}`,
    {
      where: repo,
      next: 'nothing is written; look at `automator plan`, then raise limits.updatesPerRun if all of it is meant',
    },
  );
}
