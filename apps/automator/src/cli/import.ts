import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wantedKinds } from '@deployment-automator/bindings';
import { readFolder } from '../folder/index.ts';
import { importFolder } from '../import/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { readDialects } from './read-dialects.ts';
import { sayDiff } from './say-diff.ts';
import { styleOf } from './style.ts';
import { print, type Terminal, warn } from './terminal.ts';

export interface ImportOptions {
  readonly dialects: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `automator import [DIR]`: rewrites what is written for other tools into our dialect, without changing a decision. */
export async function importBindings(
  dir: string,
  options: ImportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const dialects = readDialects(options.dialects);
  const { bold, red, green, yellow } = styleOf(terminal, 'stdout');
  let failed = false;
  const fail = (path: string, reason: string): void => {
    failed = true;
    warn(terminal, `${styleOf(terminal, 'stderr').red('error:')} ${path}: ${reason}`);
  };
  const read = [...readFolder(dir, fail, wantedKinds(dialects))];
  const { files, imported, refused } = importFolder(read, dialects);
  for (const { path, before, after } of files) {
    if (!options.dryRun) write(join(dir, path), after, (reason) => fail(path, reason));
    else if (!options.json) print(terminal, sayDiff({ path, before, after }, [], terminal));
  }
  for (const { binding, from, to } of imported) {
    const { id } = binding.field;
    if (options.json) print(terminal, JSON.stringify({ id, from, to }));
    else if (!options.dryRun) print(terminal, `${bold(id)}\n  ${red(from)}\n  -> ${green(to)}`);
  }
  for (const { id, code, reason } of refused) {
    if (options.json) print(terminal, JSON.stringify({ id, refused: code, reason }));
    else print(terminal, `${bold(id)}  ${yellow('left as it is')} [${code}] ${reason}`);
  }
  if (!options.json && imported.length > 0) {
    warn(terminal, 'next: list automator alone in dialects, and stop the tool that these were written for');
  }
  if (failed) return exitCode.failed;
  const isPending = options.dryRun === true && files.length > 0;
  return isPending || refused.length > 0 ? exitCode.pending : exitCode.done;
}

function write(file: string, bytes: Uint8Array, fail: (reason: string) => void): void {
  try {
    writeFileSync(file, bytes);
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
}
