import { bind } from '@deployment-automator/bindings';
import { readFile } from '@deployment-automator/manifest-patcher';
import type { IndexedFile, Snapshot } from '../../src/config-repo/index.ts';
import { imagesOf } from '../../src/reconcile/index.ts';
import type { ManagedRepo } from '../../src/service/managed-repo.ts';
import { writeAtOnce } from '../../src/write-back/batch/index.ts';

/** A config repo in memory. */
export interface MemoryRepo {
  readonly managed: ManagedRepo;
  /** Every text that a file ever had, oldest first. */
  history(path: string): readonly string[];
}

export function createMemoryRepo(name: string, texts: Readonly<Record<string, string>>): MemoryRepo {
  const dialects = ['automator'] as const;
  const blobs = new Map<string, Uint8Array>();
  const histories = new Map<string, string[]>();
  const files = new Map<string, IndexedFile>();
  let commit = 0;
  const put = (path: string, bytes: Uint8Array): void => {
    const text = Buffer.from(bytes).toString();
    const history = [...(histories.get(path) ?? []), text];
    const blob = `${path}@${history.length}`;
    histories.set(path, history);
    blobs.set(blob, bytes);
    files.set(path, { path, mode: '100644', blob, facts: readFile(path, bytes) });
  };
  const read = (): Snapshot => {
    const table = bind(
      [...files.values()].map(({ facts }) => facts),
      dialects,
    );
    return { repo: name, branch: 'main', commit: String(commit), files: new Map(files), table };
  };
  for (const [path, text] of Object.entries(texts)) put(path, Buffer.from(text));
  let current = read();
  let images = imagesOf(current.table.bindings);
  const managed: ManagedRepo = {
    config: {
      name,
      url: 'memory',
      branch: 'main',
      paths: [],
      pollInterval: 60_000,
      dialects: [...dialects],
      writeBack: 'commit',
      grouping: 'image-and-directory',
      batch: { quiet: 0, longest: 0 },
      limits: { openPullRequests: 10, newPullRequestsPerHour: 4, updatesPerRun: 1000 },
    },
    subject: `${name}#main`,
    rules: () => ({ writeBack: 'commit', allows: () => true }),
    images: () => images,
    link: () => undefined,
    batcher: { look: async () => writeAtOnce },
    repo: {
      name,
      branch: 'main',
      snapshot: () => current,
      seenAt: () => 0,
      refresh: async () => current,
      readBlob: async (blob) => Buffer.from(blobs.get(blob) ?? ''),
      write: async (_, commits) => {
        commit += 1;
        for (const { path, bytes } of commits.flatMap(({ changes }) => changes)) put(path, bytes);
        current = read();
        images = imagesOf(current.table.bindings);
        return { snapshot: current, commits: [current.commit] };
      },
      histories: async () => new Map(),
      tableWith: () => current.table,
      ourCommits: { behind: async () => [], between: refuse, diff: refuse, diffBetween: refuse },
      branches: { heads: async () => new Map(), compare: refuse, readFile: refuse },
      propose: refuse,
      withdraw: refuse,
      close: () => undefined,
    },
  };
  return { managed, history: (path) => histories.get(path) ?? [] };
}

/** This repo proposes nothing. */
function refuse(): never {
  throw new Error('not played here');
}
