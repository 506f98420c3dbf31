import { bind, dialectNames, wantedKinds } from '@deployment-automator/bindings';
import { readFolder } from '../folder/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { readDialects } from './read-dialects.ts';
import { secondWriters } from './second-writers.ts';
import { showLine } from './show-line.ts';
import { styleOf } from './style.ts';
import { print, type Terminal } from './terminal.ts';
import { withProgress } from './with-progress.ts';

export interface ValidateOptions {
  readonly dialects: string;
  readonly json?: boolean;
}

/** Something that is written wrongly, and where. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  /** From 1, in code points; left out where the file as a whole is meant. */
  readonly column?: number;
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
  const facts = await withProgress(terminal, async (onProgress) =>
    Array.from(readFolder(dir, refuse, kinds, onProgress), (file) => file.facts),
  );
  const { bindings, problems } = bind(facts, dialects);
  const findings = [
    ...unread,
    ...facts.flatMap(({ path, problems: faults }) =>
      faults
        .filter(({ code }) => code !== 'template')
        .map(({ line, column, code, message }): Finding => ({ file: path, line, column, code, message })),
    ),
    ...problems.map(
      ({ place: { file, line, column }, code, message }): Finding => ({ file, line, column, code, message }),
    ),
    ...secondWriters(facts, bindings, dialects),
  ];
  const { red, bold, dim } = styleOf(terminal, 'stdout');
  for (const finding of findings.sort(byPlace)) {
    const { file, line, code, message } = finding;
    if (options.json) {
      print(terminal, JSON.stringify({ file, line, code, message }));
      continue;
    }
    const { column, shown } = showLine(dir, finding);
    const place = column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
    print(terminal, `${bold(place)}: ${red(message)} (${code})`);
    if (shown !== undefined) print(terminal, dim(shown));
  }
  if (findings.length === 0 && !options.json)
    print(terminal, `nothing is wrong; ${countOf(bindings.length)} bound`);
  if (findings.length > 0 && !options.json) {
    const said = findings.length === 1 ? 'the line above' : `the ${findings.length} places above`;
    print(terminal, `${bold('next:')} mend ${said}; docs/reference.md has every code`);
  }
  return findings.length > 0 ? exitCode.pending : exitCode.done;
}

function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line;
}

function countOf(fields: number): string {
  return fields === 1 ? '1 field is' : `${fields} fields are`;
}
