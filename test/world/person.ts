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
  /**
   * Takes back what the newest commit by `committer` changed in this file, again and again until it is taken.
   * @returns undefined where there is none, or it cannot be taken back any more
   */
  revert(path: string, committer: string, message: string): Promise<Reverted | undefined>;
  /** One pull; then commit and one push. @returns the commit, or undefined when somebody else was first */
  tryChange(path: string, edit: (before: string) => string, message: string): Promise<string | undefined>;
}

export interface Reverted {
  readonly commit: string;
  readonly before: string;
  readonly after: string;
  /** How many pushes somebody else beat. */
  readonly lost: number;
}

/** Clones into `dir`, which does not exist yet. `url` may hold credentials. */
export async function startPerson(name: string, url: string, dir: string): Promise<Person> {
  await git('.', 'clone', '--quiet', url, dir);
  await git(dir, 'config', 'user.name', name);
  await git(dir, 'config', 'user.email', `${name}@example.org`);

  const textOf = (path: string): Promise<string> => readFile(join(dir, path), 'utf8').catch(() => '');
  const pull = async (): Promise<void> => {
    await git(dir, 'fetch', '--quiet', 'origin', 'main');
    await git(dir, 'reset', '--quiet', '--hard', 'FETCH_HEAD');
  };
  const push = async (message: string): Promise<string | undefined> => {
    await git(dir, 'add', '-A');
    await git(dir, 'commit', '--quiet', '--allow-empty', '-m', message);
    try {
      await git(dir, 'push', '--quiet', 'origin', 'HEAD:main');
    } catch {
      return undefined;
    }
    return git(dir, 'rev-parse', 'HEAD');
  };
  const tryChange: Person['tryChange'] = async (path, edit, message) => {
    await pull();
    await writeFile(join(dir, path), edit(await textOf(path)));
    return push(message);
  };

  return {
    read: async (path) => {
      await git(dir, 'fetch', '--quiet', 'origin', 'main');
      return git(dir, 'show', `FETCH_HEAD:${path}`);
    },
    tryChange,
    revert: async (path, committer, message) => {
      for (let lost = 0; lost < 100; lost++) {
        await pull();
        const [newest] = (
          await git(dir, 'log', '-1', '--format=%H', `--committer=${committer}`, '--', path)
        ).split('\n');
        if (newest === undefined || newest === '') return undefined;
        const before = await textOf(path);
        await writeFile(
          join(dir, '..', `${name}.patch`),
          `${await git(dir, 'diff', '-U0', newest, `${newest}^`, '--', path)}\n`,
        );
        try {
          await git(dir, 'apply', '--unidiff-zero', '--index', join('..', `${name}.patch`));
        } catch {
          return undefined;
        }
        const after = await textOf(path);
        const commit = await push(message);
        if (commit !== undefined) return { commit, before, after, lost };
      }
      throw new Error(`${name} never won a push`);
    },
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
