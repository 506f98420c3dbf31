import type { Command } from 'commander';

/** What a command's end means, by its exit code. Every command ends with 64 for wrong usage. */
export interface Endings {
  readonly 0: string;
  readonly 1: string;
  readonly 2?: string;
}

/** What the help and the docs say of one command. */
export interface Description {
  /** Its name, without its arguments. */
  readonly name: string;
  /** One sentence without its end. */
  readonly does: string;
  readonly example: string;
  readonly ends: Endings;
}

const wrongUsage = 'wrong usage';

/** Adds a command whose help shows an example and what its exit codes mean. */
export function describeCommand(program: Command, { name, does, example, ends }: Description): Command {
  const codes = sayEndings(ends).map(([code, meaning]) => `  ${code.padEnd(4)}${meaning}`);
  return program
    .command(name)
    .description(does)
    .addHelpText('after', `\nExample:\n  ${example}\n\nExit codes:\n${codes.join('\n')}`)
    .exitOverride();
}

/** Each exit code and its meaning, in order. */
export function sayEndings(ends: Endings): readonly (readonly [string, string])[] {
  return [...Object.entries(ends), ['64', wrongUsage]];
}
