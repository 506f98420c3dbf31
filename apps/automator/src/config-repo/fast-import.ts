import { spawn } from 'node:child_process';

/** A file as a commit is to hold it. */
export interface FileChange {
  readonly path: string;
  /** Git's file mode, `100644` or `100755`: a change of content keeps it. */
  readonly mode: string;
  readonly bytes: Uint8Array;
}

/** One commit to write on top of another. */
export interface NewCommit {
  readonly message: string;
  readonly changes: readonly FileChange[];
}

export interface Committer {
  readonly name: string;
  readonly email: string;
}

/**
 * Writes a chain of commits on `parent` without a checkout, in one git process whose cost does not depend on the
 * size of the repository. They hang on `ref`, a ref of our own in the mirror.
 * @param at the commits' time, in ms since the epoch
 * @returns the last commit's id
 */
export async function writeCommits(
  dir: string,
  env: Readonly<Record<string, string>>,
  chain: { parent: string; ref: string; commits: readonly NewCommit[]; committer: Committer; at: number },
): Promise<string> {
  const child = spawn('git', ['fast-import', '--quiet', '--force', '--date-format=raw', '--done'], {
    cwd: dir,
    env,
  });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  child.stdin.end(
    Buffer.concat(
      chain.commits
        .flatMap((commit, at) => commitCommand(commit, at, chain))
        .concat([Buffer.from(`get-mark :${chain.commits.length}\ndone\n`)]),
    ),
  );
  const status = await ended;
  const commit = Buffer.concat(output).toString('latin1').trim();
  if (status !== 0 || !/^[0-9a-f]{40,64}$/.test(commit)) {
    throw new Error(`git fast-import failed: ${Buffer.concat(errors).toString('utf8').slice(0, 500)}`);
  }
  return commit;
}

function commitCommand(
  commit: NewCommit,
  index: number,
  chain: { parent: string; ref: string; committer: Committer; at: number },
): Uint8Array[] {
  const message = Buffer.from(commit.message);
  const { name, email } = chain.committer;
  const seconds = Math.floor(chain.at / 1000);
  const head = [
    `commit ${chain.ref}`,
    `mark :${index + 1}`,
    `committer ${name.replace(/[<>\n]/g, '')} <${email.replace(/[<>\n]/g, '')}> ${seconds} +0000`,
    `data ${message.length}`,
    '',
  ].join('\n');
  const from = index === 0 ? chain.parent : `:${index}`;
  return [
    Buffer.from(head),
    message,
    Buffer.from(`\nfrom ${from}\n`),
    ...commit.changes.flatMap(({ path, mode, bytes }) => [
      Buffer.from(`M ${mode} inline ${quotePath(path)}\ndata ${bytes.length}\n`),
      bytes,
      Buffer.from('\n'),
    ]),
  ];
}

/** A path in C style, as fast-import reads it whatever it holds. */
function quotePath(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
