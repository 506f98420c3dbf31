import type { BindingTable } from '@deployment-automator/bindings';
import type { FileFacts } from '@deployment-automator/manifest-patcher';
import type { TreeEntry } from './list-files.ts';

/** A file of a config repo that says something, and what it says. */
export interface IndexedFile extends TreeEntry {
  readonly facts: FileFacts;
}

/** One commit of one branch of a config repo, read. Never changed after it was made. */
export interface Snapshot {
  /** The config repo's name. */
  readonly repo: string;
  readonly branch: string;
  readonly commit: string;
  /** The files with facts, by path. */
  readonly files: ReadonlyMap<string, IndexedFile>;
  readonly table: BindingTable;
}
