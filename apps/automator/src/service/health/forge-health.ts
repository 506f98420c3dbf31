import type { Fault, ForgeHealth } from '@deployment-automator/api-schema';
import type { HostBook } from '../../telemetry/index.ts';
import { hostHealth } from './host-health.ts';

/** A config repo whose pull requests live on a forge. */
export interface OnForge {
  readonly configRepo: string;
  readonly kind: string;
  /** Where the forge's API is. */
  readonly host: string;
  /** Why its last look failed, where it did. */
  readonly fault: Fault | undefined;
}

/** Every forge that a config repo names, by its host. */
export function forgeHealth(repos: readonly OnForge[], book: Pick<HostBook, 'of'>): ForgeHealth[] {
  const byHost = new Map<string, OnForge[]>();
  for (const repo of repos) byHost.set(repo.host, [...(byHost.get(repo.host) ?? []), repo]);
  return [...byHost]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([host, own]) => ({
      ...hostHealth(book.of(host)),
      kind: own[0]?.kind ?? '',
      configRepos: own.map(({ configRepo }) => configRepo),
      fault: own.map(({ fault }) => fault).find((fault) => fault?.code === 'forge-failed') ?? null,
    }));
}
