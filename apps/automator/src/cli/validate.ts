import { bind, dialectNames, wantedKinds } from '@deployment-automator/bindings';
import { readFolder } from '../folder/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { readDialects } from './read-dialects.ts';
import { secondWriters } from './second-writers.ts';
import { print, type Terminal } from './terminal.ts';

export interface ValidateOptions {
  readonly dialects: string;
  readonly json?: boolean;
}

/** Something that is written wrongly, and where. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

/**
 * `automator validate [DIR]`: what is wrong with the bindings, files that cannot be read, and other tools that write
 * the same fields; one a line. A template is no fault: what it becomes is somebody else's file.
 */
export async function validate(dir: string, options: ValidateOptions, terminal: Terminal): Promise<ExitCode> {
  const dialects = readDialects(options.dialects);
  const unread: Finding[] = [];
  const refuse = (file: string, message: string): void => {
    unread.push({ file, line: 1, code: 'unreadable', message });
  };
  const kinds = [...wantedKinds(dialectNames), 'ImageUpdateAutomation'];
  const facts = Array.from(readFolder(dir, refuse, kinds), (file) => file.facts);
  const { bindings, problems } = bind(facts, dialects);
  const findings = [
    ...unread,
    ...facts.flatMap(({ path, problems: faults }) =>
      faults
        .filter(({ code }) => code !== 'template')
        .map(({ line, code, message }): Finding => ({ file: path, line, code, message })),
    ),
    ...problems.map(
      ({ place, code, message }): Finding => ({ file: place.file, line: place.line, code, message }),
    ),
    ...secondWriters(facts, bindings, dialects),
  ];
  for (const finding of findings.sort(byPlace)) {
    const { file, line, code, message } = finding;
    print(terminal, options.json ? JSON.stringify(finding) : `${file}:${line}: ${message} (${code})`);
  }
  if (findings.length === 0 && !options.json)
    print(terminal, `nothing is wrong; ${countOf(bindings.length)} bound`);
  return findings.length > 0 ? exitCode.pending : exitCode.done;
}

function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line;
}

function countOf(fields: number): string {
  return fields === 1 ? '1 field is' : `${fields} fields are`;
}
