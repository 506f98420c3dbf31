import { startService } from '../service/index.ts';
import { createLog } from '../telemetry/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { nextSignal } from './next-signal.ts';
import { frozenBy, readConfig } from './read-config.ts';
import type { Terminal } from './terminal.ts';

/** `automator serve`: runs until SIGTERM or SIGINT, then finishes what it began. */
export async function serve(options: { config: string }, terminal: Terminal): Promise<ExitCode> {
  const config = readConfig(options.config, terminal);
  const log = createLog(
    { write: (line) => terminal.stdout.write(line) },
    terminal.env['AUTOMATOR_LOG_LEVEL'] ?? 'info',
  );
  const signal = nextSignal();
  const service = await startService({ config, log, frozen: frozenBy(terminal) });
  const name = await signal;
  log.info({ signal: name }, 'stopping: finishing what runs');
  await service.stop();
  log.info('stopped');
  return exitCode.done;
}
