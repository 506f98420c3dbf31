import type { ConfigRepo } from '@deployment-automator/api-schema';
import { configRepoRow, type KeptOverview } from '../overview/index.ts';
import { frozenBy, type ReportedError } from '../reconcile/index.ts';
import type { ManagedRepo } from './managed-repo.ts';
import type { Poller } from './poller.ts';

export interface ConfigRepoRowsOptions {
  readonly repos: readonly ManagedRepo[];
  readonly overview: Pick<KeptOverview, 'get'>;
  readonly poller: Pick<Poller, 'repoDue'>;
  readonly faultOf: (managed: ManagedRepo) => Promise<ReportedError | undefined>;
  readonly now: () => number;
}

/** Every config repo as the API shows it, in the order of the configuration. */
export async function configRepoRows(options: ConfigRepoRowsOptions): Promise<ConfigRepo[]> {
  const { repos, overview, poller, faultOf, now } = options;
  const { counts } = await overview.get();
  return Promise.all(
    repos.map(async (managed) => {
      const { config, repo, subject, rules } = managed;
      const { name, url, branch, writeBack, dialects, forge } = config;
      const snapshot = repo.snapshot();
      const frozen = rules().frozen ?? (snapshot && frozenBy(snapshot.table, now()));
      const view = {
        ...{ name, url, branch, writeBack, dialects, frozen, snapshot },
        forge: forge?.kind ?? null,
        seenAt: repo.seenAt(),
        nextPollAt: poller.repoDue(subject),
        fault: await faultOf(managed),
      };
      return configRepoRow(view, counts.get(name));
    }),
  );
}
