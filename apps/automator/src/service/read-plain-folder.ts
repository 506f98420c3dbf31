import { type BindingTable, bind, type DialectName, wantedKinds } from '@deployment-automator/bindings';
import type { FileFacts } from '@deployment-automator/manifest-patcher';
import type { IndexedFile } from '../config-repo/index.ts';
import { readFolder } from '../folder/index.ts';
import { holdByKey } from '../holds/index.ts';
import type { ReportedError } from '../reconcile/index.ts';
import type { OnProgress } from '../telemetry/index.ts';

/** A plain folder, read as if it were the tree of a config repo. */
export interface PlainFolder {
  readonly files: ReadonlyMap<string, IndexedFile>;
  readonly facts: readonly FileFacts[];
  readonly table: BindingTable;
  /** The files that the system does not give. */
  readonly unread: readonly ReportedError[];
}

export function readPlainFolder(
  dir: string,
  dialects: readonly DialectName[],
  onProgress?: OnProgress,
): PlainFolder {
  const unread: ReportedError[] = [];
  const files = new Map<string, IndexedFile>();
  const refuse = (where: string, message: string): void => {
    unread.push({ where, code: 'unreadable', message, next: 'check that the file may be read' });
  };
  for (const { path, facts } of readFolder(dir, refuse, wantedKinds(dialects), onProgress)) {
    files.set(path, { path, blob: path, mode: '100644', facts });
  }
  const facts = [...files.values()].map((file) => file.facts);
  return { files, facts, table: holdByKey(bind(facts, dialects), facts), unread };
}
