import type { Place } from '@deployment-automator/manifest-patcher';
import type { BindingProblem } from '../../problem.ts';
import type { Said } from './options.ts';

/** Which of two claims on one field and option wins: the greater. */
export const strength = { plainAnnotation: 0, namedAnnotation: 1, comment: 2 } as const;

/** What one note says of one image field. */
export interface Claim {
  readonly field: string;
  readonly strength: number;
  readonly said: Said;
  readonly place: Place;
}

/** What one note comes to. */
export interface Claims {
  readonly claims: readonly Claim[];
  readonly problems: readonly BindingProblem[];
}
