import { runOnce } from '../service/index.ts';
import type { ExitCode } from './exit-code.ts';
import { exitCodeOf, printHeldAndErrors, printResultAsJson } from './print-result.ts';
import { frozenBy, readConfig } from './read-config.ts';
import { print, type Terminal } from './terminal.ts';

/** `automator run`: one reconcile of every configured config repo. */
export async function run(
  options: { config: string; json?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const config = readConfig(options.config, terminal);
  const result = await runOnce({ config, dryRun: false, frozen: frozenBy(terminal) });
  if (options.json) {
    printResultAsJson(result, terminal);
  } else {
    for (const { id, image, from, to, delivery, reason } of result.updates) {
      const done =
        delivery === 'commit' ? 'updated ' : result.proposed?.includes(id) ? 'proposed' : 'pending ';
      print(terminal, `${done} ${id}  ${image} ${from} -> ${to}  (${reason})`);
    }
    printHeldAndErrors(result, terminal);
    if (result.updates.length + result.held.length + result.errors.length === 0)
      print(terminal, 'nothing to do');
  }
  return exitCodeOf(result);
}
