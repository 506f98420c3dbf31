import type { FieldHistory } from '../holds/index.ts';
import type { HistoryQuestion } from './field-histories.ts';

export type ReadHistories = (
  commit: string,
  questions: readonly HistoryQuestion[],
) => Promise<ReadonlyMap<string, FieldHistory>>;

/** Reads each history of one commit once: a field that is held is asked about at every look, and its past stays. */
export function rememberHistories(read: ReadHistories): ReadHistories {
  let known: { readonly commit: string; readonly histories: Map<string, FieldHistory> } | undefined;
  return async (commit, questions) => {
    if (known?.commit !== commit) known = { commit, histories: new Map() };
    const { histories } = known;
    const keyOf = ({ field, whole }: HistoryQuestion): string => `${field.id} ${whole}`;
    const unknown = questions.filter((question) => !histories.has(keyOf(question)));
    const found = unknown.length === 0 ? new Map<string, FieldHistory>() : await read(commit, unknown);
    for (const question of unknown) {
      const history = found.get(question.field.id);
      if (history !== undefined) histories.set(keyOf(question), history);
    }
    return new Map(
      questions.flatMap((question) => {
        const history = histories.get(keyOf(question));
        return history === undefined ? [] : [[question.field.id, history] as const];
      }),
    );
  };
}
