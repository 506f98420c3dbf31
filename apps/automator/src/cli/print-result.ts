import type { RunResult } from '../service/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { printTable } from './print-table.ts';
import { styleOf } from './style.ts';
import { print, type Terminal } from './terminal.ts';

/** The one JSON object of `run` and `plan`. */
export function printResultAsJson(result: RunResult, terminal: Terminal): void {
  const updates = result.updates.map(({ id, image, from, to, policy, dialect, reason, group, delivery }) => ({
    id,
    image,
    from,
    to,
    policy,
    dialect,
    reason,
    group,
    delivery,
  }));
  const held = result.held.map(({ id, image, from, to, code, reason, since }) => ({
    id,
    image,
    from,
    to,
    code,
    reason,
    since,
  }));
  print(terminal, JSON.stringify({ updates, held, errors: result.errors }));
}

/** What is not done and why, each failure with the next step. */
export function printHeldAndErrors({ held, errors }: RunResult, terminal: Terminal): void {
  const { yellow, red, bold } = styleOf(terminal, 'stdout');
  const rows = held.map(({ id, from, to, code, reason }) => [
    { text: 'held', paint: yellow },
    id,
    `${from} -> ${to}`,
    `(${code}: ${reason})`,
  ]);
  printTable(['', 'FIELD', 'CHANGE', 'WHY'], rows, terminal);
  for (const { where, code, message, next } of errors) {
    print(terminal, `${red('error')}    ${where}  [${code}] ${message}\n         ${bold('next:')} ${next}`);
  }
}

/** Doing nothing is said too, with what a person may be waiting for and why it does not come. */
export function printNothing(what: string, { still, bound, errors }: RunResult, terminal: Terminal): void {
  const { yellow, bold } = styleOf(terminal, 'stdout');
  print(terminal, what);
  const rows = still.map(({ id, state, reason }) => [{ text: state, paint: yellow }, id, reason]);
  printTable(['', 'FIELD', 'WHY'], rows, terminal);
  const [first] = still;
  if (first !== undefined) {
    print(terminal, `${bold('next:')} automator explain ${first.image} gives the verdict on every tag`);
  } else if (bound === 0 && errors.length === 0) {
    print(terminal, `${bold('next:')} no tag policy governs any image field; write one (docs/bindings.md)`);
  }
}

/** Failed beats pending. */
export function exitCodeOf({ errors, pending }: RunResult): ExitCode {
  return errors.length > 0 ? exitCode.failed : pending > 0 ? exitCode.pending : exitCode.done;
}
