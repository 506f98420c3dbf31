import { existsSync, readFileSync } from 'node:fs';
import { type Config, loadConfig, readSecretFile } from '../config/index.ts';
import { AutomatorError } from '../errors/automator-error.ts';
import type { Terminal } from './terminal.ts';

export const defaultConfigFile = 'automator.yaml';

/**
 * Reads the configuration that a command was given.
 * @throws AutomatorError `bad-config` with every fault
 */
export function readConfig(file: string, terminal: Terminal): Config {
  if (!existsSync(file)) {
    throw new AutomatorError('bad-config', `there is no configuration at ${file}`, {
      where: file,
      next: 'write one (see docs/configuration.md) or name another with --config',
    });
  }
  return loadConfig(file, readText(file), { env: terminal.env, readFile: readSecretFile });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AutomatorError('bad-config', `cannot read ${file}: ${reason}`, {
      where: file,
      next: 'name a file that you may read with --config',
      cause: error,
    });
  }
}

/** Why nothing may be written, or undefined when it may: `AUTOMATOR_FREEZE=1`. */
export function frozenBy(terminal: Terminal): string | undefined {
  const value = terminal.env['AUTOMATOR_FREEZE'] ?? '';
  return value === '' || value === '0' || value === 'false' ? undefined : 'AUTOMATOR_FREEZE is set';
}
