import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FileFacts, readFile } from '@deployment-automator/manifest-patcher';
import { fileFilter } from '../config-repo/index.ts';
import { listFolder, type OnUnreadable } from './list-folder.ts';

/** A manifest of a plain folder. */
export interface FolderFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly facts: FileFacts;
}

/** The manifests of a folder, one by one; `unreadable` is told of a file that the system does not give. */
export function* readFolder(dir: string, unreadable: OnUnreadable): Generator<FolderFile> {
  const wanted = fileFilter(['**', '.github/**']);
  for (const path of listFolder(dir, unreadable)) {
    if (!wanted(path)) continue;
    let bytes: Buffer;
    try {
      bytes = readFileSync(join(dir, path));
    } catch (error) {
      unreadable(path, error instanceof Error ? error.message : String(error));
      continue;
    }
    yield { path, bytes, facts: readFile(path, bytes) };
  }
}
