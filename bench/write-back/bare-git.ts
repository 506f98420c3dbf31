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
}

const branch = 'refs/heads/main';

/** The fewest commands that write and push the same files, from a bare clone. */
export async function openBareGit(folder: string, remote: { path: string; url: string }): Promise<BareGit> {
  const gitDir = join(folder, 'bare.git');
  const input = join(folder, 'bare-input');
  await run('git', ['clone', '--quiet', '--bare', remote.path, gitDir]);
  let head = await git(remote.path, ['rev-parse', branch]);
  const env = { ...plainGit(gitDir), INPUT: input };
  return {
    write: async (files) => {
      writeFileSync(input, importStream(head, files));
      const began = performance.now();
      const commit = await run('sh', ['-euc', importScript], { env });
      const written = performance.now();
      const lease = `--force-with-lease=${branch}:${head}`;
      await run('git', ['push', '--porcelain', lease, remote.url, `${commit}:${branch}`], { env });
      const ended = performance.now();
      head = commit;
      return { whole: ended - began, push: ended - written };
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
