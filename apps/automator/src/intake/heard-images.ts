import type { Store } from '../store/index.ts';

/** When webhooks last told of images, shared by all processes. */
export interface HeardImages {
  /** @param image the name under which it is listed */
  note(image: string): Promise<void>;
  /** ms since the epoch; undefined where none is remembered. */
  at(image: string): Promise<number | undefined>;
}

const keptMilliseconds = 90 * 24 * 3_600_000;

export function rememberHeard(store: Pick<Store, 'get' | 'put'>, now: () => number): HeardImages {
  const keyOf = (image: string): string => `webhook:${image}`;
  return {
    note: (image) => store.put(keyOf(image), String(now()), keptMilliseconds),
    at: async (image) => {
      const text = await store.get(keyOf(image));
      return text === undefined ? undefined : Number(text);
    },
  };
}
