import type { ConfigRepo, Health } from '@deployment-automator/api-schema';
import type { KeptOverview } from '../../overview/index.ts';
import type { WorkQueue } from '../../queue/index.ts';
import type { HostBook } from '../../telemetry/index.ts';
import { forgeHealth, type OnForge } from './forge-health.ts';
import { queueDepth } from './queue-depth.ts';
import { rankFaults } from './rank-faults.ts';
import { imageFaults, registryHealth } from './registry-health.ts';

export interface HealthSources {
  readonly version: string;
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly mode: Health['mode'];
  readonly queue: Pick<WorkQueue, 'depth'>;
  readonly overview: Pick<KeptOverview, 'get'>;
  readonly configRepos: () => Promise<ConfigRepo[]>;
  /** The config repos whose pull requests live on a forge, by their names. */
  readonly onForge: ReadonlyMap<string, Omit<OnForge, 'configRepo' | 'fault'>>;
  readonly registryBook: Pick<HostBook, 'of' | 'hosts'>;
  readonly forgeBook: Pick<HostBook, 'of'>;
}

/** How everything is that the service depends on. */
export async function readHealth(sources: HealthSources): Promise<Health> {
  const { version, startedAt, mode } = sources;
  const { depth, fault } = await queueDepth(sources.queue);
  const [{ entries, faults }, configRepos] = await Promise.all([
    sources.overview.get(),
    sources.configRepos(),
  ]);
  const images = entries.map(({ row }) => row.image);
  const registries = registryHealth(images, faults, sources.registryBook);
  const all = rankFaults({
    own: fault === undefined ? [] : [fault],
    configRepos,
    registries,
    images: imageFaults(faults),
  });
  const onForge = configRepos.flatMap(({ name, fault: own }) => {
    const forge = sources.onForge.get(name);
    return forge === undefined ? [] : [{ ...forge, configRepo: name, fault: own ?? undefined }];
  });
  return {
    status: all.length === 0 ? 'ok' : 'faults',
    version,
    startedAt: new Date(startedAt).toISOString(),
    mode,
    queue: depth,
    registries,
    configRepos,
    forges: forgeHealth(onForge, sources.forgeBook),
    faults: all,
  };
}
