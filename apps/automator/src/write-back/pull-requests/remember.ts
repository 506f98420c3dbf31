import type { Store } from '../../store/index.ts';

/** Asks once and remembers the answer for a while. Any JSON. */
export async function remember<T>(
  store: Store,
  key: string,
  ttlMilliseconds: number,
  ask: () => Promise<T>,
): Promise<T> {
  const kept = await store.get(key);
  if (kept !== undefined) return JSON.parse(kept) as T;
  const answer = await ask();
  await store.put(key, JSON.stringify(answer), ttlMilliseconds);
  return answer;
}
