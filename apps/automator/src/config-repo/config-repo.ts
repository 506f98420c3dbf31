import { type BindingTable, bind, type DialectName, wantedKinds } from '@deployment-automator/bindings';
import type { FileFacts } from '@deployment-automator/manifest-patcher';
import { AutomatorError } from '../errors/automator-error.ts';
import { type FieldHistory, holdByKey } from '../holds/index.ts';
import { fileFilter } from '../paths/index.ts';
import { takeTurns } from '../queue/index.ts';
import type { Store } from '../store/index.ts';
import type { OnProgress } from '../telemetry/index.ts';
import { explainGitFailure } from './explain-git-failure.ts';
import { openFactReader } from './fact-reader.ts';
import { type HistoryQuestion, readHistories } from './field-histories.ts';
import { indexFile } from './file-index.ts';
import type { GitRemote } from './git-environment.ts';
import { indexWritten } from './index-written.ts';
import type { TreeDifference } from './list-differences.ts';
import type { TreeEntry } from './list-files.ts';
import { type Mirror, openMirror } from './mirror.ts';
import type { NewCommit, Signature } from './new-commit.ts';
import type { OurBranches } from './our-branches.ts';
import type { OurCommits } from './our-commits.ts';
import { paceWork } from './pace-work.ts';
import { rememberHistories } from './remember-histories.ts';
import type { IndexedFile, Snapshot } from './snapshot.ts';

export interface ConfigRepoOptions extends Signature {
  readonly remote: GitRemote;
  readonly paths: readonly string[];
  readonly dialects: readonly DialectName[];
  /** The mirror's folder; this process is its only user. */
  readonly dir: string;
  readonly store: Store;
  readonly now: () => number;
  /** Whether the branches of our pull requests are fetched together with the branch. Default: `false`. */
  readonly withBranches?: boolean;
  /** Told how far a first fetch or a large tree is. */
  readonly onProgress?: OnProgress | undefined;
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
   * What fields of a snapshot held before, on the branch's first parents; by field id. Reads the mirror alone.
   * @throws AutomatorError `git-failed`
   */
  histories(of: Snapshot, questions: readonly HistoryQuestion[]): Promise<ReadonlyMap<string, FieldHistory>>;
  /** The bindings of a snapshot as they would be with other facts in the place of one of its files. */
  tableWith(of: Snapshot, path: string, facts: FileFacts): BindingTable;
  /**
   * Commits on top of the snapshot and pushes, without looking at the remote first: the push is the lock.
   * @throws AutomatorError `git-push-raced` when the remote has moved on
   */
  write(base: Snapshot, commits: readonly NewCommit[]): Promise<Written>;
  /** What the mirror tells of our commits, to show. */
  readonly ourCommits: OurCommits;
  /** The branches of our pull requests, to read. */
  readonly branches: Pick<OurBranches, 'heads' | 'compare' | 'readFile'>;
  /**
   * Makes a branch of ours hold the snapshot and one commit on top of it.
   * @param expected where the branch is now, null where there is none
   * @returns the commit
   * @throws AutomatorError `git-push-raced` when it is somewhere else by now
   */
  propose(base: Snapshot, commit: NewCommit, branch: string, expected: string | null): Promise<string>;
  /** Deletes a branch of ours that is at `expected`. @throws AutomatorError as `propose` */
  withdraw(branch: string, expected: string): Promise<void>;
  close(): void;
}

/** What a push left behind. */
export interface Written {
  /** Of the last commit. */
  readonly snapshot: Snapshot;
  /** The commits' ids, in their order. */
  readonly commits: readonly string[];
}

/** How many files are in memory at a time while a tree is read. */
const filesAtOnce = 256;

export async function openConfigRepo(options: ConfigRepoOptions): Promise<ConfigRepo> {
  const { remote, store, now, onProgress = () => undefined } = options;
  const mirror: Mirror = await openMirror(options.dir, remote, options.withBranches);
  const inTurn = takeTurns();
  const wanted = fileFilter(options.paths);
  const kinds = wantedKinds(options.dialects);
  let current: Snapshot | undefined;
  let seenAt = 0;

  const snapshotOf = (commit: string, files: ReadonlyMap<string, IndexedFile>): Snapshot => {
    let table: BindingTable | undefined;
    const read = (): BindingTable => {
      const facts = [...files.values()].map((file) => file.facts);
      return holdByKey(bind(facts, options.dialects), facts);
    };
    return {
      repo: remote.name,
      branch: remote.branch,
      commit,
      files,
      // It takes a look at every file, and what was just written is often not asked for before the next commit.
      get table() {
        table ??= read();
        return table;
      },
    };
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
        onProgress(`reading files of ${remote.name}`, at, differences.length);
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

  const factsOf = async (entry: TreeEntry): Promise<FileFacts | undefined> => {
    const pace = paceWork(now);
    const reader = openFactReader(1, pace, kinds);
    const file = await indexFile(entry, {
      readBlob: mirror.readBlob,
      store,
      pace,
      reader,
      wantedKinds: kinds,
    });
    return file?.facts;
  };
  const histories = rememberHistories((commit, questions) =>
    readHistories(commit, questions, { git: mirror.history, factsOf }),
  );

  return {
    name: remote.name,
    branch: remote.branch,
    snapshot: () => current,
    seenAt: () => seenAt,
    refresh: () =>
      inTurn(async () => {
        onProgress(`fetching ${remote.name}`);
        const commit = await mirror.fetch();
        if (current?.commit !== commit) current = await read(commit);
        seenAt = now();
        return current;
      }),
    readBlob: (blob) => mirror.readBlob(blob),
    histories: async ({ commit }, questions) => {
      try {
        return await histories(commit, questions);
      } catch (error) {
        throw error instanceof AutomatorError ? error : explainGitFailure(error, remote);
      }
    },
    tableWith: ({ files }, path, other) => {
      const facts = [...files.values()].map((file) => (file.path === path ? other : file.facts));
      return bind(facts, options.dialects);
    },
    write: (base, commits) =>
      inTurn(async () => {
        const push = mirror.beginPush(base.commit);
        try {
          const ids = await mirror.writeCommits(base.commit, commits, options, now());
          const commit = ids.at(-1) ?? base.commit;
          // Read while git is at work; that it is on the branch is known only afterwards.
          const reading = indexWritten(base.files, commits, kinds, paceWork(now));
          reading.catch(() => undefined);
          await push.send(commit);
          current = snapshotOf(commit, await reading);
          seenAt = now();
          return { snapshot: current, commits: ids };
        } finally {
          push.end();
        }
      }),
    ourCommits: mirror.ourCommits,
    branches: mirror.branches,
    propose: (base, commit, branch, expected) =>
      inTurn(async () => {
        const [made] = await mirror.writeCommits(base.commit, [commit], options, now());
        if (made === undefined) throw new TypeError('one commit was to be written');
        await mirror.branches.push(branch, made, expected);
        return made;
      }),
    withdraw: (branch, expected) => inTurn(() => mirror.branches.delete(branch, expected)),
    close: () => mirror.close(),
  };
}
