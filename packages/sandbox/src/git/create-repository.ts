import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SandboxGitError } from './git-error.ts';
import { repositoryName } from './repository-name.ts';
import { runGit } from './run-git.ts';

export interface RepositoryOptions {
  /** The branch that HEAD names and that holds the first commit. Default: `main`. */
  readonly defaultBranch?: string;
  /** Path to content of the files of the first commit. Without files the repository has no commit. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

/** The settings of hosted Git services that matter to a client, and no background work behind a test's back. */
const SETTINGS = [
  ['http.receivepack', 'true'],
  ['uploadpack.allowFilter', 'true'],
  ['uploadpack.allowAnySHA1InWant', 'true'],
  ['gc.auto', '0'],
  ['receive.autogc', 'false'],
] as const;

/**
 * Creates the bare repository `<root>/<name>.git` and gives its path.
 *
 * @throws SandboxGitError `invalid-repository-name`, `repository-exists` or `git-failed`.
 */
export async function createBareRepository(
  root: string,
  name: string,
  options: RepositoryOptions = {},
): Promise<string> {
  const { defaultBranch = 'main', files = {} } = options;
  const path = repositoryPath(root, name);
  if (existsSync(path))
    throw new SandboxGitError('repository-exists', `the repository ${name} exists already`);
  await mkdir(dirname(path), { recursive: true });
  await runGit(['init', '--quiet', '--bare', `--initial-branch=${defaultBranch}`, path]);
  for (const [key, value] of SETTINGS) await runGit(['-C', path, 'config', key, value]);
  if (Object.keys(files).length > 0) {
    await runGit(
      ['-C', path, 'fast-import', '--quiet', '--date-format=now'],
      firstCommit(defaultBranch, files),
    );
  }
  return path;
}

/**
 * Where the repository of this name lies.
 *
 * @throws SandboxGitError `invalid-repository-name` when it is not a name.
 */
export function repositoryPath(root: string, name: string): string {
  const canonical = repositoryName(name);
  if (canonical === undefined) {
    const next = 'use letters, digits, ".", "_" and "-", with "/" between the segments';
    throw new SandboxGitError('invalid-repository-name', `${JSON.stringify(name)} is not a name: ${next}`);
  }
  return join(root, `${canonical}.git`);
}

/** One commit in the language of `git fast-import`, which takes any number of files in one process. */
function* firstCommit(
  branch: string,
  files: NonNullable<RepositoryOptions['files']>,
): Generator<string | Uint8Array> {
  yield `commit refs/heads/${branch}\ncommitter Sandbox <sandbox@localhost> now\n`;
  yield* data('First commit\n');
  for (const [path, content] of Object.entries(files)) {
    yield `M 100644 inline ${quotePath(path)}\n`;
    yield* data(content);
  }
}

function* data(content: string | Uint8Array): Generator<string | Uint8Array> {
  const bytes = Buffer.from(content);
  yield `data ${bytes.length}\n`;
  yield bytes;
  yield '\n';
}

function quotePath(path: string): string {
  const escaped = path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `"${escaped}"`;
}
