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
  const rows = updates.map(({ id, image, from, to, delivery, reason, unwritten }) => {
    const change = `${image} ${from} -> ${to}`;
    if (delivery === 'commit') return [{ text: 'updated', paint: green }, id, change, `(${reason})`];
    if (proposed?.includes(id)) return [{ text: 'proposed', paint: cyan }, id, change, `(${reason})`];
    const why = unwritten === undefined ? reason : `${reason}; ${unwritten}`;
    return [{ text: 'pending', paint: yellow }, id, change, `(${why})`];
  });
  printTable(['', 'FIELD', 'CHANGE', 'WHY'], rows, terminal);
}
