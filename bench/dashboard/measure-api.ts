import { median } from '../webhook-to-commit/statistics.ts';

/** How many answers to each question make one round. */
const ANSWERS = 20;

/**
 * The times of the answers to each URL in ms: the median of the medians of some rounds. They take turns, and each answer
 * is a whole one, never a 304.
 */
export async function measureAnswers(urls: readonly string[], rounds: number): Promise<number[]> {
  const medians = new Map<string, number[]>(urls.map((url) => [url, []]));
  // The first round warms up what answers.
  for (let round = -1; round < rounds; round++) {
    const times = new Map<string, number[]>(urls.map((url) => [url, []]));
    for (let turn = 0; turn < ANSWERS; turn++) for (const url of urls) times.get(url)?.push(await ask(url));
    if (round >= 0) for (const url of urls) medians.get(url)?.push(median(times.get(url) ?? []));
  }
  return urls.map((url) => median(medians.get(url) ?? []));
}

async function ask(url: string): Promise<number> {
  const began = performance.now();
  const answer = await fetch(url);
  const text = await answer.text();
  const took = performance.now() - began;
  if (!answer.ok || !text.includes('"items":[{')) throw new Error(`${url} gave ${answer.status}: ${text}`);
  return took;
}
