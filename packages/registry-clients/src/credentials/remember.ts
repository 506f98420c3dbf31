/** Something worth keeping for a while. */
export interface Expiring<Value> {
  readonly value: Value;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Gives what is kept under a name, or fetches it; many who want it at once share one fetch. */
export type Remember<Value> = (name: string, fetch: () => Promise<Expiring<Value>>) => Promise<Value>;

/** @param now milliseconds since 1970 */
export function createRemember<Value>(now: () => number): Remember<Value> {
  const kept = new Map<string, Expiring<Value>>();
  const fetching = new Map<string, Promise<Value>>();

  return (name, fetch) => {
    const known = kept.get(name);
    if (known !== undefined && known.expiresAt > now()) return Promise.resolve(known.value);
    const underWay = fetching.get(name);
    if (underWay !== undefined) return underWay;
    const begun = fetch()
      .then((fresh) => {
        for (const [other, { expiresAt }] of [...kept]) if (expiresAt <= now()) kept.delete(other);
        kept.set(name, fresh);
        return fresh.value;
      })
      .finally(() => fetching.delete(name));
    fetching.set(name, begun);
    return begun;
  };
}
