import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { GitRemote } from './git-environment.ts';

const execute = promisify(execFile);

/** A branch whose objects are in the mirror, though no ref of it says so yet. */
export interface FetchedObjects {
  /** The branch's newest commit. */
  readonly commit: string;
  /** Looks whether nothing is missing that it needs beyond what was there before. */
  isComplete(): Promise<boolean>;
}

export function isPath(url: string): boolean {
  return /^(?:\.{0,2}\/|file:\/\/)/.test(url);
}

/** A command that takes this long is ended. */
const timeout = 120_000;

/**
 * A fetch for a retry that is waited for: `git fetch` first looks whether everything came, and only then ends; here that is
 * left to the caller, who can do it afterwards. It asks for all refs of the remote, so it is for paths, where they cost
 * nothing. Source: git-fetch-pack(1).
 * @param dir the mirror's folder
 * @param before a commit that the mirror has with all that it needs
 * @returns undefined where `git fetch` has to say what is wrong
 */
export async function fetchObjects(
  dir: string,
  { url, branch }: Pick<GitRemote, 'url' | 'branch'>,
  env: Readonly<Record<string, string>>,
  before: string,
): Promise<FetchedObjects | undefined> {
  const git = (...args: string[]): Promise<string> =>
    execute('git', args, { cwd: dir, env, timeout }).then(({ stdout }) => stdout);
  const printed = await git('fetch-pack', '--quiet', url, `refs/heads/${branch}`).catch(() => '');
  const [, commit] = /^([0-9a-f]{40,64}) /.exec(printed) ?? [];
  if (commit === undefined) return undefined;
  return {
    commit,
    isComplete: () =>
      git('rev-list', '--objects', '--quiet', commit, `^${before}`).then(
        () => true,
        () => false,
      ),
  };
}
