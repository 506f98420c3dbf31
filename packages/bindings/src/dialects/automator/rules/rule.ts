import type { Source } from '../../../binding.ts';
import type { BindingProblem } from '../../../problem.ts';
import type { Said } from '../options.ts';

/** One entry of `rules:`. A rule with a fault says nothing, and what it would match is left alone. */
export interface Rule {
  readonly said: Said;
  readonly source: Source;
  /** Without fields: those are the ones that it matches. */
  readonly faults: readonly Omit<BindingProblem, 'fields'>[];
  /**
   * @param image canonical `registry/repository`; undefined where none is known
   * @param path of the file
   */
  matches(image: string | undefined, path: string): boolean;
}
