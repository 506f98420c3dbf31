import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Somebody with a clone of their own, who edits by hand and pushes with plain git. */
export interface Person {
  read(path: string): Promise<string>;
  /** Commits a change of one file on top of the newest commit and pushes it, again and again until it is taken. */
  change(path: string, edit: (before: string) => string, message: string): Promise<string>;
  /** One pull; then commit and one push. @returns the commit, or undefined when somebody else was first */
  tryChange(path: string, edit: (before: string) => string, message: string): Promise<string | undefined>;
}

/** Clones into `dir`, which does not exist yet. `url` may hold credentials. */
export async function startPerson(name: string, url: string, dir: string): Promise<Person> {
  await git('.', 'clone', '--quiet', url, dir);
  await git(dir, 'config', 'user.name', name);
  await git(dir, 'config', 'user.email', `${name}@example.org`);

  const tryChange: Person['tryChange'] = async (path, edit, message) => {
    await git(dir, 'fetch', '--quiet', 'origin', 'main');
    await git(dir, 'reset', '--quiet', '--hard', 'FETCH_HEAD');
    const file = join(dir, path);
    const before = await readFile(file, 'utf8').catch(() => '');
    await writeFile(file, edit(before));
    await git(dir, 'add', '-A');
    await git(dir, 'commit', '--quiet', '--allow-empty', '-m', message);
    try {
      await git(dir, 'push', '--quiet', 'origin', 'HEAD:main');
    } catch {
      return undefined;
    }
    return git(dir, 'rev-parse', 'HEAD');
  };

  return {
    read: async (path) => {
      await git(dir, 'fetch', '--quiet', 'origin', 'main');
      return git(dir, 'show', `FETCH_HEAD:${path}`);
    },
    tryChange,
    change: async (path, edit, message) => {
      for (let attempt = 0; attempt < 100; attempt++) {
        const commit = await tryChange(path, edit, message);
        if (commit !== undefined) return commit;
      }
      throw new Error(`${name} never won a push`);
    },
  };
}

/** Runs git and gives what it printed, without the last line end. */
export async function git(dir: string, ...args: string[]): Promise<string> {
  const { stdout } = await execute('git', args, { cwd: dir, maxBuffer: 64 * 1024 * 1024 });
  return stdout.replace(/\n$/, '');
}
