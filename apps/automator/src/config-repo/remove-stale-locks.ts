import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes the lock files that a git command leaves behind when it is killed; with one of them in the way no later
 * command could write. Only for a repository that belongs to this process, before its first command.
 */
export function removeStaleLocks(dir: string): void {
  for (const path of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
    if (path.endsWith('.lock')) rmSync(join(dir, path), { force: true });
  }
}
