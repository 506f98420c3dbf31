import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FileFacts, isReadable, readFile } from '@deployment-automator/manifest-patcher';
import { fileFilter } from '../paths/index.ts';
import type { OnProgress } from '../telemetry/index.ts';
import { listFolder, type OnUnreadable } from './list-folder.ts';

/** A file of a plain folder that can hold image fields. */
export interface FolderFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly facts: FileFacts;
}

/**
 * The files of a folder that can hold image fields, one by one.
 *
 * @param unreadable is told of a file that the system does not give
 * @param wantedKinds kinds of resource that are given with their bodies
 * @param onProgress told of every file
 */
export function* readFolder(
  dir: string,
  unreadable: OnUnreadable,
  wantedKinds: readonly string[] = [],
  onProgress: OnProgress = () => undefined,
): Generator<FolderFile> {
  const paths = listFolder(dir, unreadable).filter(fileFilter(['**', '.github/**']));
  for (const [at, path] of paths.entries()) {
    onProgress('reading files', at + 1, paths.length);
    let bytes: Buffer;
    try {
      bytes = readFileSync(join(dir, path));
    } catch (error) {
      unreadable(path, error instanceof Error ? error.message : String(error));
      continue;
    }
    const facts = readFile(path, bytes, wantedKinds);
    // Of all the other text files only those with marked lines are ours.
    if (isReadable(path) || facts.notes.length > 0) yield { path, bytes, facts };
  }
}
