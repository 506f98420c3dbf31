/** What a command may see of the process that it runs in. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

/** Prints one line on standard output. */
export function print(terminal: Terminal, text: string): void {
  terminal.stdout.write(`${text}\n`);
}

/** Prints one line on standard error. */
export function warn(terminal: Terminal, text: string): void {
  terminal.stderr.write(`${text}\n`);
}
