import { PassThrough } from 'node:stream';
import type { Terminal } from '../../src/cli/terminal.ts';

export interface FakeTerminal extends Terminal {
  /** What was printed since the last time. */
  out(): string;
  err(): string;
}

export interface FakeOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** How wide it is; without it, both streams are pipes. */
  readonly columns?: number;
}

/** A terminal, or a pipe, that keeps what is printed. */
export function fakeTerminal({ env = {}, columns }: FakeOptions = {}): FakeTerminal {
  const stream = () =>
    Object.assign(new PassThrough(), columns === undefined ? {} : { isTTY: true, columns });
  const [stdout, stderr] = [stream(), stream()];
  return {
    env,
    stdout,
    stderr,
    out: () => String(stdout.read() ?? ''),
    err: () => String(stderr.read() ?? ''),
  };
}
