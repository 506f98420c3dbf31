import { type ImageVersion, printVersion } from '@deployment-automator/image-reference';
import type { FileFacts } from '@deployment-automator/manifest-patcher';
import { type FieldValue, findField, sameVersion, tellsOurMove, versionOf } from '../holds/index.ts';
import type { HistoryCommands } from './history-commands.ts';
import type { LoggedCommit } from './read-log.ts';

/** A version that a field held, with the oldest commit known that left it there. */
interface Run {
  readonly version: ImageVersion;
  readonly id: string;
  readonly commit: LoggedCommit;
  readonly facts: FileFacts;
}

/** Follows one field back in time. */
export interface FieldRuns {
  /** What the file said after a commit; to be told newest first. A file that cannot be read is a gap, not a change. */
  see(commit: LoggedCommit, facts: FileFacts | undefined): void;
  /** Whether more commits could say more of what is wanted. */
  isSettled(): boolean;
  versions(): readonly ImageVersion[];
  values(): Promise<FieldValue[]>;
}

/** The newest two values are known once a third is: the commit that left a value there is the oldest of its run. */
const enoughForTwo = 3;

export function followField(key: string, id: string, whole: boolean, git: HistoryCommands): FieldRuns {
  const runs: Run[] = [];
  return {
    see: (commit, facts) => {
      if (facts === undefined) return;
      const field = findField(facts, key, id);
      const version = field && versionOf(field);
      if (field === undefined || version === undefined) return;
      const last = runs.at(-1);
      const isSame = last !== undefined && sameVersion(last.version, version);
      // The newest facts of a run say whether the field was bound when it was moved on.
      const run: Run = { version, id: field.id, commit, facts: isSame ? last.facts : facts };
      if (isSame) runs[runs.length - 1] = run;
      else runs.push(run);
    },
    isSettled: () => !whole && runs.length >= enoughForTwo,
    versions: () => runs.map(({ version }) => version),
    values: () =>
      Promise.all(
        runs
          .slice(0, whole ? undefined : enoughForTwo - 1)
          .map(async ({ version, id: then, commit, facts }) => ({
            version,
            id: then,
            commit: commit.commit,
            at: commit.at,
            author: commit.author,
            ours: tellsOurMove(await messagesOf(commit, git), then, printVersion(version)),
            facts,
          })),
      ),
  };
}

/** What a commit says, and where it merges something, what that says. */
async function messagesOf({ commit, parents, message }: LoggedCommit, git: HistoryCommands): Promise<string> {
  const [first] = parents;
  if (parents.length < 2 || first === undefined) return message;
  return `${message}\n${await git.messagesBetween(first, commit)}`;
}
