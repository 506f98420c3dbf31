import { setImmediate } from 'node:timers/promises';
import { readFile } from '@deployment-automator/manifest-patcher';
import { factsToIndex } from './file-index.ts';
import { gitObject } from './git-object.ts';
import type { NewCommit } from './new-commit.ts';
import type { Pace } from './pace-work.ts';
import type { IndexedFile } from './snapshot.ts';

/**
 * The index once commits are on top of it, read from the bytes that were written. It begins only after whoever called
 * has gone on, so that git can be started first and works at the same time.
 */
export async function indexWritten(
  files: ReadonlyMap<string, IndexedFile>,
  commits: readonly NewCommit[],
  wantedKinds: readonly string[],
  pace: Pace,
): Promise<ReadonlyMap<string, IndexedFile>> {
  await setImmediate();
  const written = new Map(files);
  for (const { path, bytes, mode } of commits.flatMap(({ changes }) => changes)) {
    const { id: blob } = gitObject('blob', Buffer.from(bytes));
    const file = await pace(() => factsToIndex({ path, mode, blob }, readFile(path, bytes, wantedKinds)));
    if (file === undefined) written.delete(path);
    else written.set(path, file);
  }
  return written;
}
