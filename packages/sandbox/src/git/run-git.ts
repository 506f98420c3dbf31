import { spawn } from 'node:child_process';
import { SandboxGitError } from './git-error.ts';

/**
 * The environment for every git process of the sandbox: that of this process without its `GIT_*` variables
 * and without the machine's and the user's git configuration, so that a server answers the same everywhere.
 */
export function gitEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !name.startsWith('GIT_'));
  return { ...Object.fromEntries(kept), GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
}

/**
 * Runs git to its end and gives its standard output.
 *
 * @throws SandboxGitError `git-failed` when git is missing or exits with anything but 0.
 */
export function runGit(args: readonly string[], input: Iterable<string | Uint8Array> = []): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { env: gitEnvironment() });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', (cause) =>
      reject(new SandboxGitError('git-failed', 'git could not be started: is it installed?', { cause })),
    );
    child.on('close', (status) => {
      if (status === 0) return resolve(Buffer.concat(stdout).toString());
      const said = Buffer.concat(stderr).toString().trim();
      reject(new SandboxGitError('git-failed', `git ${args.join(' ')} ended with ${status}: ${said}`));
    });
    // A git that ends early closes its input: its exit status says why, the broken pipe adds nothing.
    child.stdin.on('error', () => {});
    for (const chunk of input) child.stdin.write(chunk);
    child.stdin.end();
  });
}
