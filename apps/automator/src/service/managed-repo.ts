import { createHash } from 'node:crypto';
import { join } from 'node:path';
import picomatch from 'picomatch';
import type { ConfigRepoConfig } from '../config/index.ts';
import { type ConfigRepo, openConfigRepo } from '../config-repo/index.ts';
import { imagesOf, type PlanRules } from '../reconcile/index.ts';
import type { Store } from '../store/index.ts';

/** A config repo together with what the operator says of it. */
export interface ManagedRepo {
  readonly config: ConfigRepoConfig;
  readonly repo: ConfigRepo;
  /** The subject of its write-back: `<name>#<branch>`. */
  readonly subject: string;
  readonly rules: () => PlanRules;
  /** The images that its newest snapshot binds and the operator allows. */
  images(): readonly string[];
}

export interface ManagedRepoOptions {
  readonly dataDir: string;
  readonly store: Store;
  readonly frozen?: string | undefined;
  readonly now: () => number;
}

/** Who our commits are by. */
const committer = { name: 'Deployment Automator', email: 'automator@localhost' };

export async function openManagedRepo(
  config: ConfigRepoConfig,
  options: ManagedRepoOptions,
): Promise<ManagedRepo> {
  const { name, url, branch, credentials, paths, dialects } = config;
  // A mirror of another URL under the same name must not be taken for this one.
  const hash = createHash('sha256').update(`${url}#${branch}`).digest('hex').slice(0, 8);
  const repo = await openConfigRepo({
    remote: { name, url, branch, credentials },
    paths,
    dialects,
    dir: join(options.dataDir, 'mirrors', `${name}-${hash}.git`),
    store: options.store,
    committer,
    now: options.now,
  });
  const matches = config.allow === undefined ? () => true : picomatch(config.allow.registries, { dot: true });
  const allows = (image: string): boolean => matches(image);
  const rules: PlanRules = { writeBack: config.writeBack, allows, frozen: options.frozen };
  let listed: { commit: string; images: readonly string[] } | undefined;
  return {
    config,
    repo,
    subject: `${name}#${branch}`,
    rules: () => rules,
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
