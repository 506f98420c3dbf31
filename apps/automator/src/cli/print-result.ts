import type { RunResult } from '../service/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
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

export function printHeldAndErrors({ held, errors }: RunResult, terminal: Terminal): void {
  for (const { id, from, to, code, reason } of held)
    print(terminal, `held     ${id}  ${from} -> ${to}  (${code}: ${reason})`);
  for (const { where, code, message, next } of errors) {
    print(terminal, `error    ${where}  [${code}] ${message}\n         next: ${next}`);
  }
}

/** Failed beats pending. */
export function exitCodeOf({ errors, pending }: RunResult): ExitCode {
  return errors.length > 0 ? exitCode.failed : pending > 0 ? exitCode.pending : exitCode.done;
}
