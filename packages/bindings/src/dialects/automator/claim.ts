import type { Place } from '@deployment-automator/manifest-patcher';
import type { Source } from '../../binding.ts';
import type { BindingProblem } from '../../problem.ts';
import type { Said } from './options.ts';

/** Which of two claims on one field and option wins: the greater; of two equal ones the later. */
export const strength = { rule: 0, plainAnnotation: 1, namedAnnotation: 2, comment: 3 } as const;

/** What one note or rule says of one image field. */
export interface Claim {
  readonly field: string;
  readonly strength: number;
  readonly said: Said;
  readonly place: Place;
  readonly source: Source;
}

/** What one note comes to. */
export interface Claims {
  readonly claims: readonly Claim[];
  readonly problems: readonly BindingProblem[];
}
