import { type ImageReference, imageName } from '@deployment-automator/image-reference';
import type { FileFacts, ImageField } from '@deployment-automator/manifest-patcher';
import type { BindingProblem } from '../../../problem.ts';
import { type Claim, strength } from '../claim.ts';
import type { Rule } from './rule.ts';

/**
 * What the rules say of one field, the last rule last.
 *
 * @param image the field's, or the one that its comment names
 */
export function claimByRules(
  rules: readonly Rule[],
  field: ImageField,
  image: ImageReference | undefined,
): readonly Claim[] {
  if (rules.length === 0) return [];
  const name = image && imageName(image);
  return rules
    .filter((rule) => rule.faults.length === 0 && rule.matches(name, field.place.file))
    .map(({ said, source }) => ({
      field: field.id,
      strength: strength.rule,
      said,
      place: source.place,
      source,
    }));
}

/** The faults of the rules, each with the fields that its rule would match. */
export function ruleProblems(rules: readonly Rule[], facts: readonly FileFacts[]): readonly BindingProblem[] {
  return rules
    .filter(({ faults }) => faults.length > 0)
    .flatMap((rule) => {
      const fields = facts.flatMap((file) =>
        file.fields
          .filter(({ image }) => rule.matches(image && imageName(image), file.path))
          .map(({ id }) => id),
      );
      return rule.faults.map((fault) => ({ ...fault, fields }));
    });
}
