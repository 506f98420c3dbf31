import type { Plan } from '../reconcile/index.ts';

/** A field that does not move, though its owner may wait for it. */
export interface Still {
  readonly id: string;
  /** `registry/repository`, canonical. */
  readonly image: string;
  readonly state: 'no-candidate' | 'above-range' | 'refused';
  readonly reason: string;
}

/** What a plan leaves alone for a reason that a person should read, and how many fields it is about at all. */
export function stillOf({ decided }: Pick<Plan, 'decided'>): {
  readonly still: readonly Still[];
  readonly bound: number;
} {
  const still = decided.flatMap(({ binding, image, state, reason }): Still[] =>
    state === 'no-candidate' || state === 'above-range' || state === 'refused'
      ? [{ id: binding.field.id, image, state, reason }]
      : [],
  );
  return { still, bound: decided.length };
}
