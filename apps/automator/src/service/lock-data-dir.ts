import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AutomatorError } from '../errors/automator-error.ts';

/**
 * A mirror and an embedded store belong to one process. The lock is a file with the owner's process id; one whose
 * owner is gone (kill -9) is taken over.
 * @returns gives the lock back
 * @throws AutomatorError `data-dir-in-use`
 */
export function lockDataDir(dir: string): () => void {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'lock');
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const owner = Number(readFileSync(file, 'utf8'));
      if (attempt > 0 || (owner !== process.pid && isAlive(owner))) throw inUse(dir, owner);
      rmSync(file, { force: true });
    }
  }
}

function inUse(dir: string, owner: number): AutomatorError {
  return new AutomatorError('data-dir-in-use', `${dir} is used by the process ${owner}`, {
    where: dir,
    next: 'give this process a dataDir of its own, or stop the other one',
  });
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
