import { median } from '../webhook-to-commit/statistics.ts';

/** How many answers make one figure. */
const ANSWERS = 20;

/** The median time of an answer in ms, of the median of some rounds. Each answer is a whole one, never a 304. */
export async function measureAnswers(url: string, rounds: number): Promise<number> {
  await ask(url);
  const medians: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const times: number[] = [];
    for (let at = 0; at < ANSWERS; at++) times.push(await ask(url));
    medians.push(median(times));
  }
  return median(medians);
}

async function ask(url: string): Promise<number> {
  const began = performance.now();
  const answer = await fetch(url);
  const text = await answer.text();
  const took = performance.now() - began;
  if (!answer.ok || !text.includes('"items":[{')) throw new Error(`${url} gave ${answer.status}: ${text}`);
  return took;
}
