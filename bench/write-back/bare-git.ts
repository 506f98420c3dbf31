import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, plainGit, run } from '../webhook-to-commit/run-command.ts';

/** One bare write and push; milliseconds. */
export interface BareShot {
  /** `git fast-import` and `git push`, until the last has ended. */
  readonly whole: number;
  /** `git push` alone. */
  readonly push: number;
}

export interface BareGit {
  write(files: ReadonlyMap<string, string>): Promise<BareShot>;
  /**
   * A push that somebody else's beat: refused, `git fetch`, `git push`. What is pushed is made outside of the time.
   * @returns ms
   */
  lose(files: ReadonlyMap<string, string>, rival: () => Promise<unknown>): Promise<number>;
}

const branch = 'refs/heads/main';

/** The fewest commands that write and push the same files, from a bare clone. */
export async function openBareGit(folder: string, remote: { path: string; url: string }): Promise<BareGit> {
  const gitDir = join(folder, 'bare.git');
  const input = join(folder, 'bare-input');
  await run('git', ['clone', '--quiet', '--bare', remote.path, gitDir]);
  let head = await git(remote.path, ['rev-parse', branch]);
  const env = { ...plainGit(gitDir), INPUT: input };
  const make = async (files: ReadonlyMap<string, string>): Promise<string> => {
    writeFileSync(input, importStream(head, files));
    return run('sh', ['-euc', importScript], { env });
  };
  const push = (commit: string): Promise<string> => {
    const lease = `--force-with-lease=${branch}:${head}`;
    return run('git', ['push', '--porcelain', lease, remote.url, `${commit}:${branch}`], { env });
  };
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  return {
    write: async (files) => {
      let commit = '';
      const made = await timed(async () => {
        commit = await make(files);
      });
      const pushed = await timed(() => push(commit));
      head = commit;
      return { whole: made + pushed, push: pushed };
    },
    lose: async (files, rival) => {
      const tooLate = await make(files);
      await rival();
      const refused = await timed(async () => {
        const said = await push(tooLate).catch((error: unknown) => String(error));
        if (!said.includes('failed to push')) throw new Error('expected the push to be refused');
      });
      const fetched = await timed(() =>
        run('git', ['fetch', '--quiet', '--no-tags', remote.url, `+${branch}:refs/bare/fetched`], { env }),
      );
      head = await git(gitDir, ['rev-parse', 'refs/bare/fetched']);
      const commit = await make(files);
      const pushed = await timed(() => push(commit));
      head = commit;
      return refused + fetched + pushed;
    },
  };
}

const importScript = 'exec git fast-import --quiet --force --date-format=now --done < "$INPUT"';

function importStream(parent: string, files: ReadonlyMap<string, string>): string {
  const changes = [...files].map(
    ([path, text]) => `M 100644 inline "${path}"\ndata ${Buffer.byteLength(text)}\n${text}\n`,
  );
  return `commit refs/bare/written
mark :1
committer Bare <bare@localhost> now
data 16
Update the image
from ${parent}
${changes.join('')}get-mark :1
done
`;
}
