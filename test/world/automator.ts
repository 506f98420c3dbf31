import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type OwnedProcess, startProcess } from '../parts/start-process.ts';

const launcher = fileURLToPath(new URL('../../apps/automator/bin/automator.mjs', import.meta.url));

/** A service in a process of its own, as an operator runs it. */
export interface Automator {
  readonly url: string;
  readonly pid: number;
  /** Its log lines so far, parsed. */
  log(): Record<string, unknown>[];
  /** Everything it has printed. */
  output(): string;
  /** Sends the signal and waits for the end. @returns the exit code, or null when a signal ended it */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export interface ServeOptions {
  /** The text of `automator.yaml`, without `listen` and `dataDir`. */
  readonly config: string;
  readonly port: number;
  /** Kept by the caller, so that a restart finds what was left. */
  readonly dataDir: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts `automator serve` from the build and waits until it listens. */
export async function serve({ config, port, dataDir, env = {} }: ServeOptions): Promise<Automator> {
  const file = join(dataDir, '..', `automator-${port}.yaml`);
  await writeFile(file, `listen: 127.0.0.1:${port}\ndataDir: ${JSON.stringify(dataDir)}\n${config}`);
  const running: OwnedProcess = await startProcess({
    command: process.execPath,
    args: [launcher, 'serve', '--config', file],
    env: { AUTOMATOR_LOG_LEVEL: 'debug', ...env },
    ready: /"msg":"listening"/,
  });
  return {
    url: `http://127.0.0.1:${port}`,
    pid: running.pid,
    output: running.output,
    log: () =>
      running
        .output()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line)),
    end: running.end,
  };
}

/** What a command printed and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command of the command line to its end. */
export function runAutomator(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [launcher, ...args], {
    cwd: options.cwd ?? process.cwd(),
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'automator-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
