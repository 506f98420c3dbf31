import { existsSync } from 'node:fs';
import type { RunResult } from '../service/index.ts';
import type { OnProgress } from '../telemetry/index.ts';
import type { ExitCode } from './exit-code.ts';
import { exitCodeOf, printHeldAndErrors, printNothing, printResultAsJson } from './print-result.ts';
import { defaultConfigFile, frozenBy, readConfig } from './read-config.ts';
import { readDialects } from './read-dialects.ts';
import { sayDiff } from './say-diff.ts';
import { styleOf } from './style.ts';
import { print, type Terminal } from './terminal.ts';
import { withProgress } from './with-progress.ts';

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
  const result = await withProgress(terminal, (onProgress) =>
    dir === undefined
      ? planRepos(options, terminal, onProgress)
      : planDir(dir, options, terminal, onProgress),
  );
  if (options.json) printResultAsJson(result, terminal);
  else printPlan(result, terminal);
  return exitCodeOf(result);
}

async function planRepos(
  options: PlanOptions,
  terminal: Terminal,
  onProgress: OnProgress,
): Promise<RunResult> {
  const { runOnce } = await import('../service/index.ts');
  const config = readConfig(options.config ?? defaultConfigFile, terminal);
  return runOnce({ config, dryRun: true, frozen: frozenBy(terminal), onProgress });
}

/** The folder's own code alone, not the service's: server, git and the forges' clients take long to load. */
async function planDir(
  dir: string,
  options: PlanOptions,
  terminal: Terminal,
  onProgress: OnProgress,
): Promise<RunResult> {
  const { planFolder } = await import('../service/plan-folder.ts');
  const file = options.config ?? defaultConfigFile;
  const isWanted = options.config !== undefined || existsSync(file);
  const registries = isWanted ? readConfig(file, terminal) : { registries: [] };
  return planFolder({
    dir,
    dialects: readDialects(options.dialects),
    registries,
    frozen: frozenBy(terminal),
    onProgress,
  });
}

function printPlan(result: RunResult, terminal: Terminal): void {
  const { yellow } = styleOf(terminal, 'stdout');
  const byFile = new Map<string, RunResult['updates'][number][]>();
  for (const update of result.updates) {
    byFile.set(update.file, [...(byFile.get(update.file) ?? []), update]);
  }
  for (const file of result.files) {
    const updates = byFile.get(file.path) ?? [];
    const why = updates.map((update) => {
      const { id, image, from, to, policy, reason, unwritten, binding } = update;
      const { file: written, line } = binding.writtenAt;
      const lines = [
        id,
        `${image} ${from} -> ${to} by ${policy}: ${reason}`,
        `written in ${written}:${line}`,
        ...(unwritten === undefined ? [] : [unwritten]),
      ];
      return yellow(lines.map((text) => `# ${text}`).join('\n'));
    });
    const said = updates.map(({ binding, image, to }) => ({
      line: binding.field.place.line,
      what: `${image} ${to}`,
    }));
    print(terminal, [...why, sayDiff(file, said, terminal)].join('\n'));
  }
  printHeldAndErrors(result, terminal);
  if (result.updates.length === 0) printNothing('no update is pending', result, terminal);
}
