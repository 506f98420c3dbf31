import type { BindingProblem } from '@deployment-automator/bindings';
import type { FileFacts } from '@deployment-automator/manifest-patcher';

/** A fault as the command line and the log show it. */
export interface ReportedError {
  readonly where: string;
  readonly code: string;
  readonly message: string;
  readonly next: string;
}

/** Everything that the files of a tree say wrongly, in the order of the files and their lines. */
export function reportProblems(
  facts: readonly FileFacts[],
  problems: readonly BindingProblem[],
): ReportedError[] {
  const unread = facts.flatMap(({ path, problems: faults }) =>
    // A template is no mistake: what it becomes is somebody else's file.
    faults
      .filter(({ code }) => code !== 'template')
      .map(({ line, code, message }) => ({
        file: path,
        line,
        code,
        message,
        next: 'mend this file; the other files go on',
      })),
  );
  // What its owner has switched off is no mistake either.
  const faults = problems.filter(({ code }) => code !== 'suspended');
  const unbound = faults.map(({ place: { file, line }, code, message }) => ({
    file,
    line,
    code,
    message,
    next: 'mend this line; until then the fields that it governs are left alone',
  }));
  return [...unread, ...unbound]
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
    .map(({ file, line, ...said }) => ({ where: `${file}:${line}`, ...said }));
}
