import { setTimeout as sleep } from 'node:timers/promises';
import { type EntryEdit, edit, type FileFacts } from '@deployment-automator/manifest-patcher';
import type { ConfigRepo, Snapshot } from '../config-repo/index.ts';
import { AutomatorError } from '../errors/automator-error.ts';
import { rulesFile } from '../holds/index.ts';

/** What a person wants to be written into `.automator.yaml`. */
export interface RulesFileChange {
  /** The commit's message. */
  readonly message: string;
  /** Asked anew for every tree that is written onto. No edit: it is said there already. */
  editsOf(snapshot: Snapshot, rules: FileFacts | undefined): Promise<readonly EntryEdit[]>;
}

/** A person waits for it, and has no next look that would try it again. */
const attemptsAtMost = 30;
const jitterMilliseconds = 50;

/**
 * Commits a change of `.automator.yaml`, which is created where it is missing. After a lost race the fresh tree is read
 * and asked for its edits again.
 *
 * @returns the commit; the branch's newest where nothing was to be changed
 * @throws AutomatorError `edit-refused` when the file cannot be edited safely, or with a `git-…` code
 */
export async function writeRulesFile(
  repo: ConfigRepo,
  change: RulesFileChange,
  random: () => number,
): Promise<string> {
  let snapshot = repo.snapshot() ?? (await repo.refresh());
  for (let attempt = 1; ; attempt++) {
    const file = snapshot.files.get(rulesFile);
    const edits = await change.editsOf(snapshot, file?.facts);
    if (edits.length === 0) return snapshot.commit;
    const before = file === undefined ? new Uint8Array() : await repo.readBlob(file.blob);
    const { bytes, refused } = edit(rulesFile, before, edits);
    const [refusal] = refused;
    if (refusal !== undefined) {
      throw new AutomatorError('edit-refused', `${rulesFile} was not changed: ${refusal.reason}`, {
        where: `${repo.name}: ${refusal.field}`,
        next: `mend ${rulesFile}, or write it there by hand`,
      });
    }
    const changes = [{ path: rulesFile, mode: file?.mode ?? '100644', bytes }];
    try {
      return (await repo.write(snapshot, [{ message: change.message, changes }])).snapshot.commit;
    } catch (error) {
      const isRace = error instanceof AutomatorError && error.code === 'git-push-raced';
      if (!isRace || attempt >= attemptsAtMost) throw error;
      if (attempt > 1) await sleep(random() * jitterMilliseconds * attempt);
      snapshot = await repo.refresh();
    }
  }
}
