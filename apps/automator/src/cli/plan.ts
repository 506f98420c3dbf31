import { existsSync } from 'node:fs';
import { planFolder, type RunResult, runOnce } from '../service/index.ts';
import type { ExitCode } from './exit-code.ts';
import { printDiff } from './print-diff.ts';
import { exitCodeOf, printHeldAndErrors, printResultAsJson } from './print-result.ts';
import { defaultConfigFile, frozenBy, readConfig } from './read-config.ts';
import { readDialects } from './read-dialects.ts';
import { print, type Terminal } from './terminal.ts';

export interface PlanOptions {
  readonly config?: string;
  readonly dialects: string;
  readonly json?: boolean;
}

/** `automator plan [DIR]`: what `run` would do, as a diff with the reason above each file. */
export async function plan(
  dir: string | undefined,
  options: PlanOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const result =
    dir === undefined ? await planRepos(options, terminal) : await planDir(dir, options, terminal);
  if (options.json) printResultAsJson(result, terminal);
  else printPlan(result, terminal);
  return exitCodeOf(result);
}

function planRepos(options: PlanOptions, terminal: Terminal): Promise<RunResult> {
  const config = readConfig(options.config ?? defaultConfigFile, terminal);
  return runOnce({ config, dryRun: true, frozen: frozenBy(terminal) });
}

function planDir(dir: string, options: PlanOptions, terminal: Terminal): Promise<RunResult> {
  const file = options.config ?? defaultConfigFile;
  const isWanted = options.config !== undefined || existsSync(file);
  const registries = isWanted ? readConfig(file, terminal) : { registries: [] };
  return planFolder({
    dir,
    dialects: readDialects(options.dialects),
    registries,
    frozen: frozenBy(terminal),
  });
}

function printPlan(result: RunResult, terminal: Terminal): void {
  for (const { path, before, after } of result.files) {
    for (const { id, file, image, from, to, policy, reason } of result.updates) {
      if (file === path) print(terminal, `# ${id}\n# ${image} ${from} -> ${to} by ${policy}: ${reason}`);
    }
    print(terminal, printDiff(path, before, after));
  }
  printHeldAndErrors(result, terminal);
  if (result.updates.length === 0) print(terminal, 'no update is pending');
}
