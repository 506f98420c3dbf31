import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DialectName } from '@deployment-automator/bindings';
import { type PlanRules, plan, questionsOf, reportProblems } from '../reconcile/index.ts';
import type { OnProgress } from '../telemetry/index.ts';
import { listOnce } from './list-once.ts';
import { preview } from './preview.ts';
import { readPlainFolder } from './read-plain-folder.ts';
import { openRegistries } from './registries.ts';
import type { CredentialsPart } from './registry-keychain.ts';
import { reportListings } from './report-error.ts';
import type { RunResult } from './run-once.ts';
import { stillOf } from './still.ts';

export interface PlanFolderOptions {
  readonly dir: string;
  readonly dialects: readonly DialectName[];
  readonly registries: CredentialsPart;
  readonly frozen?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** What would be done in a plain folder, as if it were a config repo that takes direct commits. */
export async function planFolder({
  dir,
  dialects,
  registries,
  frozen,
  onProgress,
}: PlanFolderOptions): Promise<RunResult> {
  const { files, facts, table, unread } = readPlainFolder(dir, dialects, onProgress);
  const { client, aliases } = openRegistries(registries);
  const rules: PlanRules = { writeBack: 'commit', allows: () => true, frozen };
  try {
    const listed = await listOnce(questionsOf(table.bindings), client, aliases, onProgress);
    const planned = plan(table, (image) => listed.get(image), rules, Date.now());
    const seen = await preview({
      snapshot: { repo: dir, branch: '', commit: '', files, table },
      readBlob: async (path) => readFileSync(join(dir, path)),
      // A plain folder has no history: what persons did to its fields is not known here.
      planned,
      client,
    });
    const errors = [
      ...unread,
      ...reportProblems(facts, table.problems),
      ...reportListings(listed),
      ...seen.errors,
    ];
    return { ...seen, errors, pending: seen.updates.length, ...stillOf(planned) };
  } finally {
    await client.close();
  }
}
