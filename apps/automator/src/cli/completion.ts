import type { Command } from 'commander';
import { describeProgram, scripts } from './completion-scripts.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { print, type Terminal } from './terminal.ts';

/** `automator completion SHELL`: a script made from the tree of commands. */
export function completion(
  program: Command,
  shell: keyof typeof scripts,
  options: { json?: boolean },
  terminal: Terminal,
): ExitCode {
  const script = scripts[shell](describeProgram(program));
  print(terminal, options.json ? JSON.stringify({ shell, script }) : script);
  return exitCode.done;
}
