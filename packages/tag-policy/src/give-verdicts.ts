import { isOldEnough, whyTooYoung } from './age.ts';
import type { Situation } from './choose.ts';
import type { Choice } from './decision.ts';
import type { Counting } from './pick.ts';
import { type Ranking, rank } from './ranking.ts';
import type { Verdict } from './verdict.ts';

/** One verdict for every candidate, in the order of the ranking. */
export function giveVerdicts(situation: Situation, choice: Choice): readonly Verdict[] {
  const ranking = rank(situation.measured, situation.current);
  return [
    ...ranking.counting.map((counting) => judge(counting, situation, choice, ranking)),
    ...ranking.refused.map(({ tag, refusal }) => ({ tag, code: refusal.code, reason: refusal.why(tag) })),
  ];
}

function judge(
  { candidate, key }: Counting,
  { current, measured: { compare, held }, age }: Situation,
  choice: Choice,
  { counting }: Ranking,
): Verdict {
  const { tag } = candidate;
  const chosen = choice.chosen?.tag;
  if (tag === chosen && choice.code !== 'current') return { tag, code: 'chosen', reason: choice.reason };
  if (tag === current.tag) return { tag, code: 'current', reason: `${tag} is the current tag` };

  const moves = chosen !== undefined && chosen !== current.tag;
  const chosenKey = moves ? counting.find((other) => other.candidate.tag === chosen)?.key : undefined;
  if (chosenKey !== undefined && compare(key, chosenKey) === 0) {
    return { tag, code: 'twin', reason: `${tag} ranks the same as ${chosen}, which comes first` };
  }
  const heldKey = choice.code === 'down' ? undefined : held?.key;
  if (heldKey !== undefined && compare(key, heldKey) <= 0) {
    return { tag, code: 'not-newer', reason: `${tag} is not newer than the current tag ${current.tag}` };
  }
  if (chosenKey !== undefined && compare(key, chosenKey) < 0) {
    return { tag, code: 'not-newest', reason: `${tag} counts, but ${chosen} is newer` };
  }
  if (!isOldEnough(candidate, age)) return { tag, code: 'too-young', reason: whyTooYoung(candidate, age) };
  return { tag, code: 'unknown', reason: `${tag} counts, but ${choice.reason}` };
}
