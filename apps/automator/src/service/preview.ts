import type { RegistryClient } from '@deployment-automator/registry-clients';
import { prove } from '../check/index.ts';
import type { Snapshot } from '../config-repo/index.ts';
import { changeSetsOf, type Held, type Plan, type ReportedError, type Update } from '../reconcile/index.ts';
// Not by the index: a plain folder needs neither git nor the forges' clients, which take long to load.
import { buildCommits } from '../write-back/build-commits.ts';
import { reportError } from './report-error.ts';

/** A file as it is and as it would be. */
export interface FilePreview {
  readonly path: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** What would be done in one tree. */
export interface Preview {
  readonly updates: readonly Update[];
  readonly held: readonly Held[];
  readonly errors: readonly ReportedError[];
  /** In the order of their paths. */
  readonly files: readonly FilePreview[];
}

export interface PreviewOptions {
  readonly snapshot: Snapshot;
  readonly readBlob: (blob: string) => Promise<Uint8Array>;
  readonly planned: Plan;
  readonly client: RegistryClient;
}

/** Proves and edits as a write-back would, and writes nothing. */
export async function preview(options: PreviewOptions): Promise<Preview> {
  const { snapshot, readBlob, planned } = options;
  const { proven, errors } = await prove(planned.updates, options.client);
  const { commits, written, refused } = await buildCommits(snapshot, changeSetsOf(proven), readBlob);
  const after = new Map(
    commits.flatMap(({ changes }) => changes.map(({ path, bytes }) => [path, bytes] as const)),
  );
  const files = await Promise.all(
    [...after]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(async ([path, bytes]) => {
        const file = snapshot.files.get(path);
        return {
          path,
          before: file === undefined ? new Uint8Array() : await readBlob(file.blob),
          after: bytes,
        };
      }),
  );
  return {
    updates: written,
    held: planned.held,
    errors: [...errors, ...refused].map((error) => reportError(error.where, error)),
    files,
  };
}
