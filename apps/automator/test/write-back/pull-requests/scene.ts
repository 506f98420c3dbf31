import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createForgeClient, type ForgeClient } from '@deployment-automator/forge-clients';
import {
  type SandboxForge,
  type SandboxForgeKind,
  type SandboxGitServer,
  startSandboxForge,
  startSandboxGitServer,
} from '@deployment-automator/sandbox';
import type { Listing } from '@deployment-automator/tag-policy';
import { type ConfigRepo, openConfigRepo } from '../../../src/config-repo/index.ts';
import { type ListingRecord, plan, type Update } from '../../../src/reconcile/index.ts';
import { createLmdbStore, type Store } from '../../../src/store/index.ts';
import {
  createPullRequests,
  type PullRequestDesk,
  type PullRequestResult,
  type PullRequests,
} from '../../../src/write-back/pull-requests/index.ts';

/** A Deployment with one container for each image. */
export function deployment(name: string, image: string, annotations: readonly string[] = []): string {
  const noted = ['automator/tag: semver:^1', ...annotations].map((line) => `    ${line}\n`).join('');
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  annotations:
${noted}spec:
  template:
    spec:
      containers:
        - name: ${name}
          image: ${image} # keep
`;
}

export const kinds: readonly SandboxForgeKind[] = [
  'github',
  'gitlab',
  'gitea',
  'bitbucket',
  'bitbucket-server',
  'azure-devops',
];

/** What is the same code for every forge is tried on two; on all of them with `AUTOMATOR_LONG=1`. */
export const someKinds: readonly SandboxForgeKind[] =
  process.env['AUTOMATOR_LONG'] === '1' ? kinds : ['github', 'gitlab'];

export const web = 'registry.example/acme/web';

/** A git server, a forge over its repository, and the pull requests of ours between them. */
export interface Scene {
  readonly forge: SandboxForge;
  readonly client: ForgeClient;
  readonly repo: ConfigRepo;
  readonly store: Store;
  readonly path: string;
  /** What the registry lists, by image; an image that is not here was never listed. */
  readonly listings: Map<string, ListingRecord>;
  /** What was proved, in order. */
  readonly proved: string[];
  /** Milliseconds by which the clock is ahead. */
  ahead: number;
  /** Replaces what is listed. */
  push(image: string, ...tags: string[]): void;
  /** Fetches, plans and brings the pull requests in line. */
  look(): Promise<PullRequestResult>;
  preview(): Promise<PullRequestResult>;
  /** Forgets everything that is not in git or on the forge. */
  restart(changes?: Partial<PullRequestDesk>): Promise<void>;
  /** What the forge was asked during `work`, as `METHOD path`. */
  asked(work: () => Promise<unknown>): Promise<string[]>;
  close(): Promise<void>;
}

export interface SceneOptions {
  readonly kind: SandboxForgeKind;
  readonly files?: Readonly<Record<string, string>>;
  readonly desk?: Partial<PullRequestDesk>;
}

const repositories: Partial<Record<SandboxForgeKind, string>> = {
  'azure-devops': 'acme/project/_git/config',
};

export async function openScene({ kind, files, desk: wished = {} }: SceneOptions): Promise<Scene> {
  const dir = mkdtempSync(join(tmpdir(), 'pull-requests-'));
  const server: SandboxGitServer = await startSandboxGitServer();
  const repository = await server.createRepository('acme/config', {
    files: files ?? { 'web.yaml': deployment('web', `${web}:1.4.0`) },
  });
  const onForge = repositories[kind] ?? 'acme/config';
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const forge = await startSandboxForge({ kind, git: repository, repository: onForge, now });
  const client = createForgeClient({
    kind,
    apiUrl: forge.apiUrl,
    repository: onForge,
    token: () => forge.token,
    username: 'automator',
    timeout: 2000,
    now,
  });
  const listings = new Map<string, ListingRecord>();
  const proved: string[] = [];
  const opened: { store: Store; repo: ConfigRepo; pulls: PullRequests }[] = [];
  let desk = wished;
  let restarts = 0;

  const start = async (): Promise<void> => {
    restarts += 1;
    const store = await createLmdbStore(join(dir, `store-${restarts}`));
    const repo = await openConfigRepo({
      remote: { name: 'config', url: repository.url, branch: 'main' },
      paths: ['**'],
      dialects: ['automator'],
      dir: join(dir, `mirror-${restarts}`),
      store,
      committer: { name: 'Automator', email: 'automator@localhost' },
      withBranches: true,
      now,
    });
    const pulls = createPullRequests({
      forge: client,
      proposer: { instance: 'default', configRepo: 'config', base: 'main' },
      repo,
      limits: { openPullRequests: 10, newPullRequestsPerHour: 100, updatesPerRun: 100 },
      wishes: { reviewers: [], assignees: [], labels: [], draft: false, autoMerge: false },
      store,
      now,
      ...desk,
    });
    opened.push({ store, repo, pulls });
  };
  await start();
  const current = () => {
    const last = opened.at(-1);
    if (last === undefined) throw new Error('the scene is closed');
    return last;
  };
  const question = async () => {
    const snapshot = await current().repo.refresh();
    const lookUp = (image: string) => listings.get(image);
    const rules = { writeBack: 'pull-request' as const, allows: () => true };
    return { snapshot, plan: plan(snapshot.table, lookUp, rules, now()), listings: lookUp, frozen: false };
  };
  const prove = async (updates: readonly Update[]) => {
    proved.push(...updates.map(({ image, to }) => `${image}:${to}`));
    return { proven: updates, errors: [] };
  };
  const endCurrent = async (): Promise<void> => {
    const last = opened.pop();
    last?.repo.close();
    await last?.store.close();
  };

  return {
    forge,
    client,
    get repo() {
      return current().repo;
    },
    get store() {
      return current().store;
    },
    path: repository.path,
    listings,
    proved,
    get ahead() {
      return ahead;
    },
    set ahead(milliseconds) {
      ahead = milliseconds;
    },
    push: (image, ...tags) => void listings.set(image, { listing: complete(tags), readAt: now() }),
    look: async () => current().pulls.look({ ...(await question()), prove }),
    preview: async () => current().pulls.preview(await question()),
    restart: async (changes = {}) => {
      await endCurrent();
      desk = { ...desk, ...changes };
      await start();
    },
    asked: async (work) => {
      const before = forge.requests.length;
      await work();
      return forge.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
    },
    close: async () => {
      await endCurrent();
      await forge.close();
      await server.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function complete(tags: readonly string[]): Listing {
  return { candidates: tags.map((tag) => ({ tag })), state: 'complete' };
}

/** Whether nothing was written, and at most one list asked for. Some forges list too little and are asked for the rest. */
export function isQuiet(asked: readonly string[]): boolean {
  const lists = asked.filter((line) => !/\/commit\/|\/pullrequests\/\d+/.test(line));
  return lists.length <= 1 && asked.every((line) => line.startsWith('GET '));
}
