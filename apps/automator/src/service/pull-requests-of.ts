import type { ForgeClient } from '@deployment-automator/forge-clients';
import type { RegistryClient } from '@deployment-automator/registry-clients';
import type { ConfigRepoConfig } from '../config/index.ts';
import type { ConfigRepo } from '../config-repo/index.ts';
import { AutomatorError } from '../errors/automator-error.ts';
import { findField } from '../holds/index.ts';
import { type CommitTemplate, commitMessage } from '../reconcile/index.ts';
import type { Store } from '../store/index.ts';
import {
  createImageChanges,
  createPullRequests,
  describeUpdates,
  forgeHosts,
  type PullRequests,
  readOrigins,
  type WriteEntry,
} from '../write-back/index.ts';
import { holdInRepo, releaseInRepo } from './write-word.ts';

export interface PullRequestsOfOptions {
  readonly config: ConfigRepoConfig;
  readonly instance: string;
  readonly repo: ConfigRepo;
  readonly forge: ForgeClient;
  readonly client: RegistryClient;
  readonly message: CommitTemplate | undefined;
  readonly store: Store;
  readonly now: () => number;
}

/** Wires the pull requests of one config repo. */
export function pullRequestsOf(options: PullRequestsOfOptions): PullRequests {
  const { config, instance, repo, forge, client, message: template, store, now } = options;
  const {
    reviewers = [],
    assignees = [],
    labels = [],
    draft = false,
    autoMerge = false,
  } = config.forge ?? {};
  const hosts = forgeHosts(forge.kind, config.url, config.forge?.apiUrl);
  const changes = createImageChanges({
    client,
    store,
    now,
    forges: [{ kind: forge.kind, hosts, client: forge }],
  });
  return createPullRequests({
    forge,
    proposer: { instance, configRepo: config.name, base: config.branch },
    repo,
    limits: config.limits,
    wishes: { reviewers, assignees, labels, draft, autoMerge },
    store,
    now,
    messagesFor: async (updates) => {
      const origins = await readOrigins(updates, template, client);
      return (changeSet) =>
        commitMessage(changeSet, { template, configRepo: config.name, branch: config.branch, origins });
    },
    detailsOf: (updates, listings) => describeUpdates(updates, { changes, listings, now }),
    writeEntry: writeEntryOf(repo, now),
  });
}

/** The fields may have moved in their lists since the pull request was built. */
function writeEntryOf(repo: ConfigRepo, now: () => number): WriteEntry {
  return async ({ kind, targets, by, reason }) => {
    const snapshot = repo.snapshot() ?? (await repo.refresh());
    const ids = targets.flatMap(({ file, field, id }) => {
      const facts = snapshot.files.get(file)?.facts;
      return (facts && findField(facts, field, id))?.id ?? [];
    });
    if (ids.length === 0) {
      throw new AutomatorError('bad-usage', 'none of its fields is there any more', {
        where: repo.name,
        next: 'close the pull request',
      });
    }
    const word = { at: new Date(now()).toISOString(), by, reason };
    const commit = await (kind === 'hold' ? holdInRepo : releaseInRepo)(repo, ids, word);
    const fields = ids.length === 1 ? 'its field' : `its ${ids.length} fields`;
    return `${kind === 'hold' ? 'held' : 'released'} ${fields} by commit ${commit.slice(0, 8)}`;
  };
}
