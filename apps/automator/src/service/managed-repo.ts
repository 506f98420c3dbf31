import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ForgeRequestReport } from '@deployment-automator/forge-clients';
import type { RegistryClient } from '@deployment-automator/registry-clients';
import picomatch from 'picomatch';
import { commitLink, notePushes, rememberCauses } from '../change-sets/index.ts';
import type { ConfigRepoConfig } from '../config/index.ts';
import { type ConfigRepo, openConfigRepo } from '../config-repo/index.ts';
import { AutomatorError } from '../errors/automator-error.ts';
import { type CommitTemplate, imagesOf, type PlanRules, parseCommitTemplate } from '../reconcile/index.ts';
import type { Store } from '../store/index.ts';
import type { OnProgress } from '../telemetry/index.ts';
import { type Batcher, createBatcher, type PullRequests } from '../write-back/index.ts';
import { forgeOf, repositoryOf } from './forge-of.ts';
import { gitCredentials } from './git-credentials.ts';
import { pullRequestsOf } from './pull-requests-of.ts';

/** A config repo together with what the operator says of it. */
export interface ManagedRepo {
  readonly config: ConfigRepoConfig;
  readonly repo: ConfigRepo;
  /** The subject of its write-back: `<name>#<branch>`. */
  readonly subject: string;
  readonly rules: () => PlanRules;
  /** What its commits say; ours where it is left out. */
  readonly message?: CommitTemplate | undefined;
  /** Lets its change sets wait for company. */
  readonly batcher: Batcher;
  /** Its pull requests, where a forge is named and `writeBack` is not `observe`. */
  readonly pulls?: PullRequests | undefined;
  /** A page for people that shows a commit, where a forge is named. */
  link(commit: string): string | undefined;
  /** The images that its newest snapshot binds and the operator allows. */
  images(): readonly string[];
}

export interface ManagedRepoOptions {
  readonly dataDir: string;
  readonly store: Store;
  /** The installation's name. */
  readonly instance: string;
  readonly client: RegistryClient;
  readonly frozen?: string | undefined;
  /** Told of every request to its forge. */
  readonly onForgeRequest?: ((report: ForgeRequestReport) => void) | undefined;
  readonly now: () => number;
  readonly onProgress?: OnProgress | undefined;
}

/** Who our commits are by, where the operator names nobody. */
const ourselves = { name: 'Deployment Automator', email: 'automator@localhost' };

export async function openManagedRepo(
  config: ConfigRepoConfig,
  options: ManagedRepoOptions,
): Promise<ManagedRepo> {
  const { name, url, branch, caFile, paths, dialects, commit } = config;
  // A mirror of another URL under the same name must not be taken for this one.
  const hash = createHash('sha256').update(`${url}#${branch}`).digest('hex').slice(0, 8);
  const forge =
    config.writeBack === 'observe' ? undefined : forgeOf(config, options.now, options.onForgeRequest);
  const opened = await openConfigRepo({
    remote: { name, url, branch, caFile, credentials: gitCredentials(config, options.now) },
    paths,
    dialects,
    dir: join(options.dataDir, 'mirrors', `${name}-${hash}.git`),
    store: options.store,
    committer: commit?.committer ?? ourselves,
    author: commit?.author,
    signing: commit?.signing,
    withBranches: forge !== undefined,
    now: options.now,
    onProgress: options.onProgress,
  });
  const repo = notePushes(opened, rememberCauses(options.store), options.now);
  const subject = `${name}#${branch}`;
  const message = messageOf(config);
  const matches = config.allow === undefined ? () => true : picomatch(config.allow.registries, { dot: true });
  const allows = (image: string): boolean => matches(image);
  const rules: PlanRules = {
    writeBack: config.writeBack,
    grouping: config.grouping,
    allows,
    frozen: options.frozen,
  };
  let listed: { commit: string; images: readonly string[] } | undefined;
  return {
    config,
    repo,
    subject,
    batcher: createBatcher({ store: options.store, subject, rules: config.batch, now: options.now }),
    rules: () => rules,
    message,
    pulls: forge && pullRequestsOf({ config, repo, forge, message, ...options }),
    link: (commit) => linkTo(config, commit),
    images: () => {
      const snapshot = repo.snapshot();
      if (snapshot === undefined) return [];
      if (listed?.commit !== snapshot.commit) {
        listed = { commit: snapshot.commit, images: imagesOf(snapshot.table.bindings).filter(allows) };
      }
      return listed.images;
    },
  };
}

function linkTo({ url, forge }: ConfigRepoConfig, commit: string): string | undefined {
  if (forge === undefined) return undefined;
  const { kind, repository = repositoryOf(kind, url), githubApp, apiUrl = githubApp?.apiUrl } = forge;
  return commitLink({ kind, url, repository, apiUrl }, commit);
}

function messageOf({ name, commit }: ConfigRepoConfig): CommitTemplate | undefined {
  if (commit?.message === undefined) return undefined;
  try {
    return parseCommitTemplate(commit.message);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new AutomatorError('bad-config', `commit.message of config repo "${name}": ${said}`, {
      where: name,
      next: 'mend the template; docs/configuration.md lists its words',
    });
  }
}
