import { createHash } from 'node:crypto';
import { bind, type DialectName, wantedKinds } from '@deployment-automator/bindings';
import { readFile } from '@deployment-automator/manifest-patcher';
import { takeTurns } from '../queue/index.ts';
import type { Store } from '../store/index.ts';
import { openFactReader } from './fact-reader.ts';
import type { Committer, NewCommit } from './fast-import.ts';
import { factsToIndex, fileFilter, indexFile } from './file-index.ts';
import type { GitRemote } from './git-environment.ts';
import type { TreeDifference } from './list-files.ts';
import { type Mirror, openMirror } from './mirror.ts';
import { paceWork } from './pace-work.ts';
import type { IndexedFile, Snapshot } from './snapshot.ts';

export interface ConfigRepoOptions {
  readonly remote: GitRemote;
  readonly paths: readonly string[];
  readonly dialects: readonly DialectName[];
  /** The mirror's folder; this process is its only user. */
  readonly dir: string;
  readonly store: Store;
  readonly committer: Committer;
  readonly now: () => number;
}

/** One branch of one config repo: a local mirror, its index, and the way to write to it. */
export interface ConfigRepo {
  readonly name: string;
  readonly branch: string;
  /** The newest commit that was read, or undefined before the first `refresh`. */
  snapshot(): Snapshot | undefined;
  /** When the remote was last seen, by fetch or by a push that it took; ms since the epoch, 0 for never. */
  seenAt(): number;
  /** Fetches, and reads what changed. @throws AutomatorError with a `git-…` code */
  refresh(): Promise<Snapshot>;
  readBlob(blob: string): Promise<Buffer>;
  /**
   * Commits on top of the snapshot and pushes, without looking at the remote first: the push is the lock.
   * @returns the snapshot of what was written
   * @throws AutomatorError `git-push-raced` when the remote has moved on
   */
  write(base: Snapshot, commits: readonly NewCommit[]): Promise<Snapshot>;
  close(): void;
}

/** How many files are in memory at a time while a tree is read. */
const filesAtOnce = 256;

export async function openConfigRepo(options: ConfigRepoOptions): Promise<ConfigRepo> {
  const { remote, store, now } = options;
  const mirror: Mirror = await openMirror(options.dir, remote);
  const inTurn = takeTurns();
  const wanted = fileFilter(options.paths);
  const kinds = wantedKinds(options.dialects);
  let current: Snapshot | undefined;
  let seenAt = 0;

  const snapshotOf = (commit: string, files: ReadonlyMap<string, IndexedFile>): Snapshot => {
    const facts = [...files.values()].map((file) => file.facts);
    const table = bind(facts, options.dialects);
    return { repo: remote.name, branch: remote.branch, commit, files, table };
  };

  const differencesTo = async (commit: string): Promise<readonly TreeDifference[]> =>
    current === undefined
      ? (await mirror.listFiles(commit)).map((entry) => ({ path: entry.path, entry }))
      : await mirror.listDifferences(current.commit, commit);

  const read = async (commit: string): Promise<Snapshot> => {
    const differences = (await differencesTo(commit)).filter(({ path }) => wanted(path));
    const files = new Map(current?.files);
    const pace = paceWork(now);
    const reader = openFactReader(differences.length, pace, kinds);
    const sources = { readBlob: mirror.readBlob, store, pace, reader, wantedKinds: kinds };
    try {
      for (let at = 0; at < differences.length; at += filesAtOnce) {
        const batch = differences.slice(at, at + filesAtOnce);
        const indexed = await Promise.all(
          batch.map(({ entry }) => (entry === undefined ? undefined : indexFile(entry, sources))),
        );
        batch.forEach(({ path }, within) => {
          const file = indexed[within];
          if (file === undefined) files.delete(path);
          else files.set(path, file);
        });
      }
    } finally {
      await reader.close();
    }
    return snapshotOf(commit, files);
  };

  return {
    name: remote.name,
    branch: remote.branch,
    snapshot: () => current,
    seenAt: () => seenAt,
    refresh: () =>
      inTurn(async () => {
        const commit = await mirror.fetch();
        if (current?.commit !== commit) current = await read(commit);
        seenAt = now();
        return current;
      }),
    readBlob: (blob) => mirror.readBlob(blob),
    write: (base, commits) =>
      inTurn(async () => {
        const commit = await mirror.writeCommits(base.commit, commits, options.committer, now());
        await mirror.push(commit, base.commit);
        const files = new Map(base.files);
        for (const { path, bytes, mode } of commits.flatMap(({ changes }) => changes)) {
          const file = factsToIndex({ path, mode, blob: blobId(bytes) }, readFile(path, bytes, kinds));
          if (file === undefined) files.delete(path);
          else files.set(path, file);
        }
        current = snapshotOf(commit, files);
        seenAt = now();
        return current;
      }),
    close: () => mirror.close(),
  };
}

/** Git's own name of a file's content. */
function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
