import { type RunResult, runOnce } from '../service/index.ts';
import type { ExitCode } from './exit-code.ts';
import { exitCodeOf, printHeldAndErrors, printNothing, printResultAsJson } from './print-result.ts';
import { printTable } from './print-table.ts';
import { frozenBy, readConfig } from './read-config.ts';
import { styleOf } from './style.ts';
import type { Terminal } from './terminal.ts';
import { withProgress } from './with-progress.ts';

/** `automator run`: one reconcile of every configured config repo. */
export async function run(
  options: { config: string; json?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const config = readConfig(options.config, terminal);
  const frozen = frozenBy(terminal);
  const result = await withProgress(terminal, (onProgress) =>
    runOnce({ config, dryRun: false, frozen, onProgress }),
  );
  if (options.json) {
    printResultAsJson(result, terminal);
  } else {
    printUpdates(result, terminal);
    printHeldAndErrors(result, terminal);
    const { updates, held, errors } = result;
    if (updates.length + held.length + errors.length === 0) printNothing('nothing to do', result, terminal);
  }
  return exitCodeOf(result);
}

function printUpdates({ updates, proposed }: RunResult, terminal: Terminal): void {
  const { green, cyan, yellow } = styleOf(terminal, 'stdout');
  const rows = updates.map(({ id, image, from, to, delivery, reason }) => {
    const done =
      delivery === 'commit'
        ? { text: 'updated', paint: green }
        : proposed?.includes(id)
          ? { text: 'proposed', paint: cyan }
          : { text: 'pending', paint: yellow };
    return [done, id, `${image} ${from} -> ${to}`, `(${reason})`];
  });
  printTable(['', 'FIELD', 'CHANGE', 'WHY'], rows, terminal);
}
