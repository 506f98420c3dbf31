import { CommanderError } from 'commander';
import { AutomatorError } from '../errors/automator-error.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { buildProgram } from './program.ts';
import { styleOf } from './style.ts';
import { type Terminal, warn } from './terminal.ts';

/**
 * The command line. A command's own code is loaded when it is called, so that `--help` loads none of the heavy
 * libraries.
 * @param args without the program's name
 */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCode.done;
  const program = buildProgram(terminal, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage;
    const { red, bold } = styleOf(terminal, 'stderr');
    const say = (message: string, next: string): void =>
      warn(terminal, `${red('error:')} ${message}\n  ${bold('next:')} ${next}`);
    if (!(error instanceof AutomatorError)) {
      // Its stack and no other field: a client's errors carry what it sent, credentials among it.
      const stack = error instanceof Error ? error.stack : String(error);
      say(`unexpected: ${stack}`, 'report this with what you did');
      return exitCode.failed;
    }
    say(error.message, error.next);
    return error.code === 'bad-usage' ? exitCode.usage : exitCode.failed;
  }
}
