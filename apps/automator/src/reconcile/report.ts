import type { BindingProblem } from '@deployment-automator/bindings';
import type { FileFacts } from '@deployment-automator/manifest-patcher';

/** A fault as the command line and the log show it. */
export interface ReportedError {
  readonly where: string;
  readonly code: string;
  readonly message: string;
  readonly next: string;
}

/** Everything that the files of a tree say wrongly, in the order of the files. */
export function reportProblems(
  facts: readonly FileFacts[],
  problems: readonly BindingProblem[],
): ReportedError[] {
  const unread = facts.flatMap(({ path, problems: faults }) =>
    faults.map(({ line, code, message }) => ({
      where: `${path}:${line}`,
      code,
      message,
      next: 'mend this file; the other files go on',
    })),
  );
  const unbound = problems.map(({ place, code, message }) => ({
    where: `${place.file}:${place.line}`,
    code,
    message,
    next: 'mend this line; until then the fields that it governs are left alone',
  }));
  return [...unread, ...unbound].sort((a, b) => (a.where < b.where ? -1 : a.where > b.where ? 1 : 0));
}
