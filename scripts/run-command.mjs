import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs a command in the checkout and gives its exit status and output. `show` passes the output on as it comes;
 * otherwise nothing is seen of it. A command that cannot be started has the status 127.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ show?: boolean, env?: Record<string, string | undefined>, cwd?: string }} [options]
 * @returns {Promise<{ status: number, output: string }>}
 */
export function runCommand(command, args, { show = false, env = {}, cwd = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    child.once('error', (error) => resolve({ status: 127, output: String(error) }));
    child.once('close', (status) =>
      resolve({ status: status ?? 1, output: Buffer.concat(output).toString() }),
    );
  });
}

/** The path of a program that `npm ci` has installed. */
export function installed(name) {
  return `${root}node_modules/.bin/${name}`;
}

/** Whether this file is the one that node was asked to run, and not one that another script imports. */
export function isMain(url) {
  return process.argv[1] !== undefined && fileURLToPath(url) === realpathSync(process.argv[1]);
}
