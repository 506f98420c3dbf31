import type { ExplainedCandidate } from '../service/index.ts';
import { printTable } from './print-table.ts';
import { type Paint, styleOf } from './style.ts';
import { print, type Terminal } from './terminal.ts';

/** What `explain` prints: with `--json` one object a line. */
export interface Shown {
  readonly id?: string;
  readonly image?: string;
  readonly policy: string;
  readonly current: string | null;
  readonly chosen: string | null;
  readonly reason: string;
  readonly candidates: readonly ExplainedCandidate[];
}

/** Prints one explanation for a person: the decision first, then every candidate with its verdict. */
export function showExplanation(shown: Shown, terminal: Terminal): void {
  const { id, image, policy, current, chosen, reason, candidates } = shown;
  const { bold, dim, green } = styleOf(terminal, 'stdout');
  if (id !== undefined) print(terminal, bold(id));
  const facts = [
    ...(image === undefined ? [] : [['image', image]]),
    ['policy', policy],
    ['current', current ?? '-'],
    ['chosen', chosen ?? '-'],
    ['reason', reason],
  ];
  for (const [name = '', value = ''] of facts) print(terminal, `${dim(name.padEnd(7))}  ${value}`);
  const rows = candidates.map((candidate) => {
    const paint = paintOf(candidate, green, dim);
    return [{ text: `  ${candidate.tag}`, paint }, { text: candidate.verdict, paint }, candidate.reason];
  });
  printTable(['  TAG', 'VERDICT', 'WHY'], rows, terminal);
}

function paintOf({ verdict }: ExplainedCandidate, good: Paint, other: Paint): Paint {
  return verdict === 'chosen' || verdict === 'current' ? good : other;
}
