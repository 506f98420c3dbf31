import { spawn } from 'node:child_process';

/** How a program ended. */
export interface CommandResult {
  readonly exitCode: number;
  readonly output: string;
}

export interface CommandOptions {
  readonly input: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until it is killed. */
  readonly timeout: number;
}

/** The most that is read of what a program prints. */
const LIMIT_BYTES = 64 * 1024;

/**
 * Runs a program without a shell, gives it its input and reads what it prints. What it says on the error stream goes
 * nowhere: a helper may print a secret there.
 *
 * Rejects when it cannot be started, is killed, or prints too much.
 */
export function runCommand(
  [program = '', ...args]: readonly string[],
  { input, env, signal, timeout }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, signal, stdio: ['pipe', 'pipe', 'ignore'] });
    const chunks: Buffer[] = [];
    let length = 0;
    // Without a reader on the pipe, programs that it has started itself end as well.
    const end = (why: string): void => {
      reject(new Error(why));
      child.kill('SIGKILL');
      child.stdout.destroy();
    };
    const timer = setTimeout(() => end(`it took longer than ${timeout} ms`), timeout);
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length > LIMIT_BYTES) end(`it printed more than ${LIMIT_BYTES} bytes`);
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (exitCode, killed) => {
      clearTimeout(timer);
      if (exitCode === null) reject(new Error(`it was ended by ${killed}`));
      else resolve({ exitCode, output: Buffer.concat(chunks).toString('utf8') });
    });
    // A program that does not read its input is no fault.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
