import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GitCredentials } from '@deployment-automator/sandbox';
import { git, plainGit, run } from './run-command.ts';
import { readRef, refMoved } from './watch-ref.ts';

/** One bare commit and push; milliseconds from the start of the first command. */
export interface FloorShot {
  /** Until the remote's ref has moved. */
  readonly visible: number;
  /** Until the last command has ended. */
  readonly ended: number;
  /** `git push` alone, from its start until it has ended. */
  readonly push: number;
}

/** What git itself needs for the change that the service makes: no decision, no registry, no proof. */
export interface Floor {
  /** hash-object, update-index on an index that stays, write-tree, commit-tree, push. */
  plumbing(bytes: string): Promise<FloorShot>;
  /** fast-import, push: the fewest commands. */
  fastImport(bytes: string): Promise<FloorShot>;
}

export interface FloorOptions {
  readonly folder: string;
  readonly remote: { readonly url: string; readonly path: string };
  readonly credentials: GitCredentials;
  /** The file that is changed. */
  readonly path: string;
}

const branch = 'refs/heads/floor';
const who = 'Floor <floor@localhost>';

/** Makes a bare clone, and on the remote a branch of its own so that the service's branch is left alone. */
export async function openFloor({ folder, remote, credentials, path }: FloorOptions): Promise<Floor> {
  const gitDir = join(folder, 'floor.git');
  const input = join(folder, 'floor-input');
  const start = await git(remote.path, ['rev-parse', 'refs/heads/main']);
  await git(remote.path, ['update-ref', branch, start]);
  await run('git', ['clone', '--quiet', '--bare', remote.path, gitDir]);
  await git(gitDir, ['read-tree', branch]);
  const { username, password } = credentials;
  const basic = Buffer.from(`${username}:${password}`).toString('base64');
  const env = {
    ...plainGit(gitDir),
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${remote.url}.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
    GIT_AUTHOR_NAME: 'Floor',
    GIT_AUTHOR_EMAIL: 'floor@localhost',
    GIT_COMMITTER_NAME: 'Floor',
    GIT_COMMITTER_EMAIL: 'floor@localhost',
    FILE: path,
    INPUT: input,
    REMOTE: remote.url,
    BRANCH: branch,
  };

  const shoot = async (bytes: string, script: string): Promise<FloorShot> => {
    writeFileSync(input, bytes);
    const before = readRef(remote.path, branch);
    const began = performance.now();
    const commit = await run('sh', ['-euc', script], { env: { ...env, PARENT: before } });
    const pushed = performance.now();
    const moved = refMoved(remote.path, branch, before);
    await run('sh', ['-euc', pushScript], { env: { ...env, COMMIT: commit, PARENT: before } });
    const ended = performance.now();
    return { visible: (await moved) - began, ended: ended - began, push: ended - pushed };
  };

  return {
    plumbing: (bytes) => shoot(bytes, plumbingScript),
    fastImport: (bytes) => shoot(fastImportStream(readRef(remote.path, branch), path, bytes), importScript),
  };
}

const plumbingScript = `
blob=$(git hash-object -w "$INPUT")
git update-index --cacheinfo "100644,$blob,$FILE"
tree=$(git write-tree)
git commit-tree "$tree" -p "$PARENT" -m 'Update the image'`;

const importScript = 'git fast-import --quiet --force --date-format=now --done < "$INPUT"';

const pushScript = 'exec git push --quiet --force-with-lease="$BRANCH:$PARENT" "$REMOTE" "$COMMIT:$BRANCH"';

function fastImportStream(parent: string, path: string, bytes: string): string {
  return `commit refs/floor/written
mark :1
committer ${who} now
data 16
Update the image
from ${parent}
M 100644 inline "${path}"
data ${Buffer.byteLength(bytes)}
${bytes}
get-mark :1
done
`;
}
