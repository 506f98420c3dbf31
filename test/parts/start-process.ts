import { type ChildProcess, spawn } from 'node:child_process';

export interface ProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** Added to this process's own environment. */
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** The process is ready once its output, standard output and standard error together, matches this. */
  readonly ready: RegExp;
}

/** A running program that belongs to the suite which started it. */
export interface OwnedProcess {
  readonly pid: number;
  /** Everything it has printed so far. */
  output(): string;
  /**
   * Sends the signal and waits for the end. Does nothing when it has ended already.
   * @returns the exit code, or null when a signal ended it
   */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

const READY_WITHIN_MS = 30_000;

/**
 * Starts a program and waits until it is ready. It does not outlive this process, however this one ends.
 *
 * @throws Error with the program's output when it ends early or is not ready within 30 seconds.
 */
export async function startProcess(options: ProcessOptions): Promise<OwnedProcess> {
  const { command, args, env, cwd, ready } = options;
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve).once('error', () => resolve(null));
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${command} could not be started`);
  const guard = startGuard(pid);
  void ended.then(() => guard.kill('SIGKILL'));

  const output: string[] = [];
  const said = () => output.join('');
  let isReady = false;
  const problem = await new Promise<string | undefined>((resolve) => {
    const timer = setTimeout(resolve, READY_WITHIN_MS, `was not ready within ${READY_WITHIN_MS} ms`);
    void ended.then(() => resolve('ended before it was ready'));
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output.push(text);
        if (isReady || !ready.test(said())) return;
        isReady = true;
        clearTimeout(timer);
        resolve(undefined);
      });
    }
  });
  if (problem !== undefined) {
    child.kill('SIGKILL');
    throw new Error(`${command} ${problem}. It said:\n${said()}`);
  }

  return {
    pid,
    output: said,
    async end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/**
 * A shell that waits for the end of its input, which comes when this process ends in any way, `kill -9`
 * included, and then ends the program.
 */
function startGuard(pid: number): ChildProcess {
  const script = 'read -r never; kill -KILL "$1"';
  return spawn('sh', ['-c', script, 'sh', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
}
