import type { Happening } from '../../activity/index.ts';
import type { Snapshot } from '../../config-repo/index.ts';
import { reportProblems } from '../../reconcile/index.ts';
import { tellWords } from './tell-words.ts';
import { count, nameOfCommit, type Telling } from './telling.ts';

/**
 * A config repo was read: what its newest commit binds, and the words of persons that are new in it.
 *
 * @param before what was read before, if anything was
 */
export function tellSnapshot(before: Snapshot | undefined, after: Snapshot): readonly Telling[] {
  if (before?.commit === after.commit) return [];
  const once = nameOfCommit(after.repo, after.commit);
  const words = before === undefined ? [] : tellWords(before, after);
  return [...words, { happening: readAt(after), once }];
}

function readAt({ repo, commit, files, table }: Snapshot): Happening {
  const problems = reportProblems(
    [...files.values()].map((file) => file.facts),
    table.problems,
  );
  const [first] = problems;
  const bindings =
    table.bindings.length === 0
      ? 'nothing is bound here, see docs/bindings.md'
      : count(table.bindings.length, 'binding');
  const faults =
    first === undefined
      ? ''
      : `, ${count(problems.length, 'problem')}, the first in ${first.where}: ${first.message}`;
  return {
    kind: 'config-repo',
    message: `${repo} was read at ${commit.slice(0, 8)}: ${bindings}${faults}`,
    configRepo: repo,
    commit,
    ...(first !== undefined && { code: first.code, next: first.next }),
  };
}
