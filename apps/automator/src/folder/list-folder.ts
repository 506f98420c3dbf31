import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AutomatorError } from '../errors/automator-error.ts';

const skipped = ['.git', 'node_modules'];

/**
 * Every regular file below a folder, as paths with `/` relative to it, in order. Symbolic links are not followed,
 * so nothing outside is read.
 * @throws AutomatorError `folder-unreadable`
 */
export function listFolder(dir: string): string[] {
  const files: string[] = [];
  const pending = [''];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of entriesOf(join(dir, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !skipped.includes(entry.name)) pending.push(path);
      else if (entry.isFile()) files.push(path);
    }
  }
  return files.sort();
}

function entriesOf(dir: string) {
  try {
    return readdirSync(dir, { withFileTypes: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AutomatorError('folder-unreadable', `cannot read ${dir}: ${reason}`, {
      where: dir,
      next: 'name a folder that exists and that you may read',
      cause: error,
    });
  }
}
