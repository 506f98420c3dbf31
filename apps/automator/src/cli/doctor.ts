import { existsSync, readFileSync } from 'node:fs';
import { unsetVariables } from '../config/index.ts';
import { examine, type Finding, type Patient } from '../doctor/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { frozenBy, readConfig } from './read-config.ts';
import { styleOf } from './style.ts';
import { print, type Terminal } from './terminal.ts';
import { withProgress } from './with-progress.ts';

/** `automator doctor`: checks the configuration and everything that it names; each finding with its next step. */
export async function doctor(
  options: { config: string; json?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const findings: Finding[] = [];
  await withProgress(terminal, (onProgress) =>
    examine(patientOf(options.config, terminal), {
      onFinding: (finding) => void findings.push(finding),
      onProgress,
    }),
  );
  for (const finding of findings) show(finding, options.json === true, terminal);
  const count = (state: Finding['state']): number => findings.filter((one) => one.state === state).length;
  const [warned, failed] = [count('warn'), count('fail')];
  if (!options.json) {
    print(terminal, `${findings.length} checks: ${count('ok')} ok, ${warned} to look at, ${failed} failed`);
  }
  return failed > 0 ? exitCode.failed : exitCode.done;
}

function patientOf(file: string, terminal: Terminal): Patient {
  const frozen = frozenBy(terminal);
  const source = existsSync(file) ? readText(file) : '';
  const unset = unsetVariables(source, terminal.env);
  try {
    return { config: readConfig(file, terminal), file, unset, frozen };
  } catch (error) {
    return { config: { error }, file, unset, frozen };
  }
}

/** Why it cannot be read is said where the configuration is checked. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function show({ check, state, message, next }: Finding, json: boolean, terminal: Terminal): void {
  if (json) {
    const record = { check, ok: state !== 'fail', message, ...(next !== undefined && { next }) };
    print(terminal, JSON.stringify(record));
    return;
  }
  const { bold, green, yellow, red } = styleOf(terminal, 'stdout');
  const paint = { ok: green, warn: yellow, fail: red }[state];
  print(terminal, `${paint(state.padEnd(4))}  ${bold(check)}: ${message}`);
  if (next !== undefined) print(terminal, `      ${bold('next:')} ${next}`);
}
