import type { Verdict } from '@deployment-automator/tag-policy';
import { fitSections, type Section } from './fit-sections.ts';
import { code, plain } from './foreign-text.ts';

/** What was done about a command in a comment. */
export interface CommandAnswer {
  /** What was asked, as it was written: `hold`, `rebase`. */
  readonly command: string;
  readonly done: boolean;
  /** What was done, or why not: one sentence, without a full stop. */
  readonly message: string;
  readonly explained?: readonly ExplainedTarget[];
}

/** What was decided for one field. */
export interface ExplainedTarget {
  /** The field's id. */
  readonly id: string;
  /** Where it should move, and why. */
  readonly decision: string;
  /** Every candidate, best first. */
  readonly verdicts: readonly Pick<Verdict, 'tag' | 'code' | 'reason'>[];
}

/** Whoever wants to see more of them asks the command line. */
const mostVerdicts = 30;

/**
 * Why we close a pull request of ours: one sentence, without a full stop.
 *
 * @param longest of the whole comment, in characters
 */
export function renderClosing(reason: string, longest: number): string {
  return comment(`Closed by the Automator: ${plain(reason, 1000)}.`, [], longest);
}

/** Said once on a pull request whose branch somebody else has changed. */
export function renderEditedNotice(longest: number): string {
  return comment(
    'This branch holds changes that are not the Automator’s, so it is yours now: it is not changed any more, also ' +
      'not for a newer version. To give it back, comment `/automator rebase`: the branch is then built anew and ' +
      'the other changes on it are lost.',
    [],
    longest,
  );
}

/** Answers a command. Mentions nobody, and cannot be read as a command itself. */
export function renderCommandAnswer(answer: CommandAnswer, longest: number): string {
  const { command, done, message, explained = [] } = answer;
  const opening = `${done ? 'Done' : 'Not done'}, ${code(command, 40)}: ${plain(message, 1000)}.`;
  return comment(opening, explained.flatMap(explanation), longest);
}

function explanation({ id, decision, verdicts }: ExplainedTarget): string[] {
  const more = verdicts.length - mostVerdicts;
  return [
    `- ${code(id, 300)}: ${plain(decision, 300)}`,
    ...verdicts
      .slice(0, mostVerdicts)
      .map(({ tag, code: verdict, reason }) => `  - ${code(tag, 128)} ${verdict}: ${plain(reason, 300)}`),
    ...(more > 0 ? [`  - and ${more} more, which \`automator explain\` lists`] : []),
  ];
}

function comment(text: string, items: readonly string[], longest: number): string {
  const opening: Section = { rank: 0, head: text, items: [], leftOut: () => '' };
  const list: Section = {
    rank: 1,
    head: '',
    items,
    leftOut: (count) => `\n${count} more lines were left out for their length.`,
  };
  return fitSections(items.length === 0 ? [opening] : [opening, list], longest, 'The rest was left out.');
}
