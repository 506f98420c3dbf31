import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bind, type DialectName } from '@deployment-automator/bindings';
import { readAll, readListing } from '../check/index.ts';
import type { IndexedFile } from '../config-repo/index.ts';
import { readFolder } from '../folder/index.ts';
import { imagesOf, type ReportedError, reportProblems } from '../reconcile/index.ts';
import { preview } from './preview.ts';
import { openRegistries } from './registries.ts';
import type { CredentialsPart } from './registry-keychain.ts';
import { reportListings } from './report-error.ts';
import type { RunResult } from './run-once.ts';

export interface PlanFolderOptions {
  readonly dir: string;
  readonly dialects: readonly DialectName[];
  readonly registries: CredentialsPart;
  readonly frozen?: string | undefined;
}

const listingsAtOnce = 8;

/** What would be done in a plain folder, as if it were a config repo that takes direct commits. */
export async function planFolder({
  dir,
  dialects,
  registries,
  frozen,
}: PlanFolderOptions): Promise<RunResult> {
  const unread: ReportedError[] = [];
  const files = new Map<string, IndexedFile>();
  for (const { path, facts } of readFolder(dir, (where, message) =>
    unread.push(unreadable(where, message)),
  )) {
    files.set(path, { path, blob: path, mode: '100644', facts });
  }
  const facts = [...files.values()].map((file) => file.facts);
  const table = bind(facts, dialects);
  const client = openRegistries(registries);
  try {
    const images = imagesOf(table.bindings);
    const listed = await readAll(
      images,
      (image) => readListing(image, client, undefined, Date.now),
      listingsAtOnce,
    );
    const seen = await preview({
      snapshot: { repo: dir, branch: '', commit: '', files, table },
      readBlob: async (path) => readFileSync(join(dir, path)),
      rules: { writeBack: 'commit', allows: () => true, frozen },
      listings: (image) => listed.get(image),
      client,
      now: Date.now(),
    });
    const errors = [
      ...unread,
      ...reportProblems(facts, table.problems),
      ...reportListings(listed),
      ...seen.errors,
    ];
    return { ...seen, errors, pending: seen.updates.length };
  } finally {
    await client.close();
  }
}

function unreadable(where: string, message: string): ReportedError {
  return { where, code: 'unreadable', message, next: 'check that the file may be read' };
}
