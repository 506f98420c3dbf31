/** The part of a list that could be proved, and what proves it. */
export interface Proved<T, Proof> {
  readonly part: readonly T[];
  readonly proof: Proof;
}

/**
 * The members of a list that can be proved, found by halving: a bad one costs some proofs more and does not take the
 * others with it. One proof where all is well.
 *
 * Members are independent of each other, so what holds for two halves should hold for both; that is proved as well.
 *
 * @returns the part in the order of the list; undefined where nothing could be proved
 */
export function provable<T, Proof>(
  list: readonly T[],
  prove: (part: readonly T[]) => Proof | undefined,
): Proved<T, Proof> | undefined {
  if (list.length === 0) return undefined;
  const whole = prove(list);
  if (whole !== undefined) return { part: list, proof: whole };
  if (list.length === 1) return undefined;
  const middle = list.length >> 1;
  const left = provable(list.slice(0, middle), prove);
  const right = provable(list.slice(middle), prove);
  if (left === undefined || right === undefined) return left ?? right;
  const part = [...left.part, ...right.part];
  const proof = prove(part);
  return proof === undefined ? undefined : { part, proof };
}
