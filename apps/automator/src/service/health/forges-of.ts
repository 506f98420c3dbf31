import { forgeHostOf } from '../forge-of.ts';
import type { ManagedRepo } from '../managed-repo.ts';
import type { OnForge } from './forge-health.ts';

/** Where the pull requests of each config repo live, by its name; those without any are left out. */
export function forgesOf(
  repos: readonly ManagedRepo[],
): ReadonlyMap<string, Omit<OnForge, 'configRepo' | 'fault'>> {
  return new Map(
    repos.flatMap(({ config, pulls }) => {
      const [host, kind] = [forgeHostOf(config), config.forge?.kind];
      const isThere = pulls !== undefined && host !== undefined && kind !== undefined;
      return isThere ? [[config.name, { kind, host }] as const] : [];
    }),
  );
}
