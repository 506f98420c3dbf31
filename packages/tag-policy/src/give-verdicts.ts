import type { Choice } from './decision.ts';
import type { Current } from './listing.ts';
import type { Order } from './order.ts';
import type { Counting, Ranking } from './ranking.ts';
import type { Verdict } from './verdict.ts';

/** One verdict for every candidate, in the order of the ranking. */
export function giveVerdicts(
  order: Order,
  ranking: Ranking,
  current: Current,
  choice: Choice,
): readonly Verdict[] {
  const bestKey = ranking.counting[0]?.key;
  const heldKey = choice.code === 'down' ? undefined : ranking.current?.key;

  const judge = ({ candidate: { tag }, key }: Counting): Verdict => {
    if (tag === current.tag) return { tag, code: 'current', reason: `${tag} is the current tag` };
    if (tag === choice.chosen?.tag) return { tag, code: 'chosen', reason: choice.reason };
    if (heldKey !== undefined && order.compare(key, heldKey) <= 0) {
      return { tag, code: 'not-newer', reason: `${tag} is not newer than the current tag ${current.tag}` };
    }
    if (choice.chosen === undefined)
      return { tag, code: 'unknown', reason: `${tag} counts, but ${choice.reason}` };
    const best = choice.chosen.tag;
    if (order.compare(key, bestKey) === 0) {
      return { tag, code: 'twin', reason: `${tag} is the same version as ${best}, spelled otherwise` };
    }
    return { tag, code: 'not-newest', reason: `${tag} counts, but ${best} is newer` };
  };

  return [
    ...ranking.counting.map(judge),
    ...ranking.refused.map(({ tag, refusal }) => ({ tag, code: refusal.code, reason: refusal.reason })),
  ];
}
