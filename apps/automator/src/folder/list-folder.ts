import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AutomatorError } from '../errors/automator-error.ts';
import { type GitIgnore, gitIgnoreOf } from './git-ignore.ts';

/** Told of something that the system does not give, with its reason. */
export type OnUnreadable = (path: string, reason: string) => void;

/**
 * Every regular file below a folder that git would not ignore, as paths with `/` relative to it, in order. `.git` and
 * symbolic links are not followed, so nothing outside is read.
 * @param unreadable told of folders below it that cannot be read
 * @throws AutomatorError `folder-unreadable` when the folder itself cannot be read
 */
export function listFolder(dir: string, unreadable: OnUnreadable): string[] {
  const files: string[] = [];
  const visit = (folder: string, ignored: GitIgnore): void => {
    for (const entry of entriesOf(dir, folder, unreadable)) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (ignored.ignores(path, entry.isDirectory())) continue;
      if (entry.isFile()) files.push(path);
      else if (entry.isDirectory() && entry.name !== '.git') visit(path, ignored.enter(path));
    }
  };
  visit('', gitIgnoreOf(dir));
  return files.sort();
}

function entriesOf(dir: string, folder: string, unreadable: OnUnreadable) {
  try {
    return readdirSync(join(dir, folder), { withFileTypes: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (folder === '') {
      throw new AutomatorError('folder-unreadable', `cannot read ${dir}: ${reason}`, {
        where: dir,
        next: 'name a folder that exists and that you may read',
        cause: error,
      });
    }
    unreadable(folder, reason);
    return [];
  }
}
