import { type Edit, edit } from '@deployment-automator/manifest-patcher';
import type { FileChange, NewCommit, Snapshot } from '../config-repo/index.ts';
import { AutomatorError } from '../errors/automator-error.ts';
import { type ChangeSet, chosenVersion, commitMessage, type Update } from '../reconcile/index.ts';

/** Commits that are ready to be written, and what could not be edited. */
export interface BuiltCommits {
  readonly commits: readonly NewCommit[];
  readonly written: readonly Update[];
  readonly refused: readonly AutomatorError[];
}

/**
 * One commit a change set, each on top of the one before. A field whose edit the patcher refuses is left out
 * and reported; the others go on.
 */
export async function buildCommits(
  snapshot: Snapshot,
  changeSets: readonly ChangeSet[],
  readBlob: (blob: string) => Promise<Uint8Array>,
): Promise<BuiltCommits> {
  const bytesNow = new Map<string, Uint8Array>();
  const commits: NewCommit[] = [];
  const written: Update[] = [];
  const refused: AutomatorError[] = [];
  for (const changeSet of changeSets) {
    const changes: FileChange[] = [];
    const done: Update[] = [];
    for (const [path, updates] of byFile(changeSet.updates)) {
      const file = snapshot.files.get(path);
      if (file === undefined) continue;
      const before = bytesNow.get(path) ?? (await readBlob(file.blob));
      const patch = edit(path, before, updates.map(editOf));
      const refusals = new Map(patch.refused.map((refusal) => [refusal.field, refusal]));
      const kept = updates.filter(({ id }) => !refusals.has(id));
      for (const { field, reason } of refusals.values()) refused.push(refusedEdit(field, reason));
      if (kept.length === 0) continue;
      bytesNow.set(path, patch.bytes);
      changes.push({ path, mode: file.mode, bytes: patch.bytes });
      done.push(...kept);
    }
    if (changes.length === 0) continue;
    commits.push({ message: commitMessage({ ...changeSet, updates: done }), changes });
    written.push(...done);
  }
  return { commits, written, refused };
}

function byFile(updates: readonly Update[]): [string, Update[]][] {
  const files = new Map<string, Update[]>();
  for (const update of updates) files.set(update.file, [...(files.get(update.file) ?? []), update]);
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1));
}

function editOf({ binding, chosen }: Update): Edit {
  return { field: binding.field, to: chosenVersion(binding, chosen) };
}

function refusedEdit(field: string, reason: string): AutomatorError {
  return new AutomatorError('edit-refused', `${field} was not changed: ${reason}`, {
    where: field,
    next: 'change the image by hand, or write it in a way that can be edited safely',
  });
}
