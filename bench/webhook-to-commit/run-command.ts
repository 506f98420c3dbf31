import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string | Uint8Array;
}

/**
 * Runs a command to its end and gives what it printed, without the last line end.
 * @throws Error with what it said when it fails
 */
export function run(
  command: string,
  args: readonly string[],
  { env, input = '' }: CommandOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, ...env } });
    const printed: Buffer[] = [];
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.once('error', reject);
    child.once('close', (status) => {
      if (status === 0) resolve(Buffer.concat(printed).toString().trimEnd());
      else reject(new Error(`${command} ended with ${status}: ${Buffer.concat(said).toString()}`));
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** Runs git without the machine's and the user's settings. */
export function git(gitDir: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  return run('git', args, { ...options, env: { ...plainGit(gitDir), ...options.env } });
}

/** The environment for git commands in a bare repository. */
export function plainGit(gitDir: string): NodeJS.ProcessEnv {
  return { GIT_DIR: gitDir, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
}
